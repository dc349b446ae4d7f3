using System.Text;
using CompiledNets.Tests.Training;

namespace CompiledNets.Tests.Data;

public class TableTests
{
    private static Table Read(string text, TableFormat? format = null) =>
        Table.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "t.csv", format ?? TableFormat.Csv);

    [Fact]
    public void QuotedFields_HoldSeparatorsQuotesAndLineBreaks()
    {
        Table table = Read("name,\"a,b\"\r\n\"x \"\"y\"\"\",1\r\n\"two\nlines\",2.5e-1\r\n");
        Assert.Equal("name|a,b", string.Join('|', table.Names));
        Assert.Equal(["x \"y\"", "two\nlines"], table.Text("name"));
        Assert.Equal([1f, 0.25f], table.Floats("a,b"));
    }

    [Fact]
    public void TabSeparatedText_KeepsItsQuotationMarks()
    {
        Table table = Read("ham\tsay \"hi\nspam\t\"win\" £5\n", TableFormat.Tsv with { HasHeader = false, Names = ["label", "text"] });
        Assert.Equal(["say \"hi", "\"win\" £5"], table.Text("text"));
        Assert.Equal(["ham", "spam"], table.Text("label"));
    }

    [Fact]
    public void SeveralColumns_AreInterleaved()
    {
        Table table = Read("1;2;3\n4;5;6\n", new TableFormat { Separator = ';', HasHeader = false });
        Assert.Equal([1f, 2, 4, 5], table.Floats(0..2));
        Assert.Equal([3f, 1, 6, 4], table.Floats("2", "0"));
        Assert.Equal([2, 5], table.Ints("1"));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Floats(2..4));
    }

    [Fact]
    public void MissingFields_AreNotANumber() =>
        Assert.Equal([1f, float.NaN, float.NaN, float.NaN, -2], Read("x,y\n1,\nNA,\n?,\n,\n -2 ,\n").Floats("x"));

    [Fact]
    public void NoNumbers_AreFoundByLineAndColumn()
    {
        Table table = Read("x,y\n1,2\n\n3,four\n");
        Assert.Equal("'t.csv' has 'four' in column 'y' of line 4, which is no number.", Assert.Throws<InvalidDataException>(() => table.Floats("y")).Message);
        Assert.Contains("'four' in column 'y' of line 4", Assert.Throws<InvalidDataException>(() => table.Ints("y")).Message);
        Assert.Contains("'z' in 't.csv', which has 'x', 'y'", Assert.Throws<ArgumentException>(() => table.Text("z")).Message);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "no table")]
    [InlineData("a,b\n1,\"2\n3,4\n", "no table")]
    [InlineData("a,a\n1,2\n", "two columns 'a'")]
    public void BrokenTables_AreRefused(string text, string problem)
    {
        string message = Assert.Throws<InvalidDataException>(() => Read(text)).Message;
        Assert.StartsWith("'t.csv'", message);
        Assert.Contains(problem, message);
    }

    [Fact]
    public void QuotesThatNeverClose_DoNotSwallowHugeFiles()
    {
        string endless = "a,b\n1,\"" + string.Concat(Enumerable.Repeat("2,3\n", 100_000));
        Assert.StartsWith("'t.csv'", Assert.Throws<InvalidDataException>(() => Read(endless, TableFormat.Csv with { LongestRow = 1 << 16 })).Message);
    }

    [Fact]
    public void TooFewNames_AreRefused() => Assert.Contains("3 fields in line 1, but 1 columns", Assert.Throws<InvalidDataException>(
        () => Read("1,2,3\n", new TableFormat { HasHeader = false, Names = ["one"] })).Message);

    [Fact]
    public void EmptyTables_HaveNoRows()
    {
        Assert.Equal(0, Read("").Count);
        Table header = Read("a,b\n");
        Assert.Equal("a|b", string.Join('|', header.Names));
        Assert.Empty(header.Floats("a", "b"));
    }

    [Fact]
    public async Task Pieces_MakeTheWhole()
    {
        using var file = new TemporaryFile("n\n" + string.Concat(Enumerable.Range(0, 10).Select(i => i + "\n")));
        var pieces = new List<Table>();
        await foreach (Table piece in Table.ReadPieces(file.Path, 4))
        {
            pieces.Add(piece);
        }

        Assert.Equal([4, 4, 2], pieces.Select(piece => piece.Count));
        Assert.Equal(Table.ReadCsv(file.Path).Ints("n"), pieces.SelectMany(piece => piece.Ints("n")));
    }

    [SharedDataFact("tabular")]
    public void RealTables_AreReadWhole()
    {
        TableFormat bare = TableFormat.Csv with { HasHeader = false };
        Table iris = Table.ReadCsv(SharedData.PathOf("tabular/iris.csv"), bare);
        Categories kinds = Categories.Fit(iris.Text("4"));
        Assert.Equal("Iris-setosa|Iris-versicolor|Iris-virginica", string.Join('|', kinds.Names));
        Assert.Equal([50, 50, 50], kinds.Encode(iris.Text("4")).CountBy(kind => kind).Select(pair => pair.Value));
        Assert.Equal(5.8433, iris.Floats("0").Average(), 1e-4); // The mean sepal length that textbooks give.
        Assert.Equal((1599, 12), Size("winequality-red"));
        Assert.Equal((768, 9), Size("pima-indians-diabetes"));
        Assert.Equal((1372, 5), Size("banknote_authentication"));
        Assert.Equal((208, 61), Size("sonar"));

        (int, int) Size(string name)
        {
            Table table = Table.ReadCsv(SharedData.PathOf($"tabular/{name}.csv"), bare);
            return (table.Count, table.Names.Length);
        }
    }

    [SharedDataFact("series")]
    public void RealSeries_HaveHeaders()
    {
        Table passengers = Table.ReadCsv(SharedData.PathOf("series/airline-passengers.csv"));
        Assert.Equal("Month|Passengers", string.Join('|', passengers.Names));
        Assert.Equal((144, 112f, 432f), (passengers.Count, passengers.Floats("Passengers")[0], passengers.Floats("Passengers")[^1]));
    }

    [SharedDataFact("text")]
    public void RealMessages_AreOnePerLine()
    {
        Table messages = Table.ReadTsv(
            SharedData.PathOf("text/sms-spam.tsv"), TableFormat.Tsv with { HasHeader = false, Names = ["label", "text"] });
        Assert.Equal(5574, messages.Count); // As the collection says; who takes quotation marks for quotes gets fewer.
        Assert.Equal(747, messages.Text("label").Count(label => label == "spam"));
    }
}
