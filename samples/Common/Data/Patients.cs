using CompiledNets;

namespace Samples.Data;

/// <summary>Women of the Pima people, as in UCI's table: nine columns, the last of which says who fell ill within five years.</summary>
public static class Patients
{
    /// <summary>Measures of each: the table's columns, but for pregnancies and the answer.</summary>
    public const int Measures = 7;

    /// <summary>Groups by the number of pregnancies.</summary>
    public const int Groups = 5;

    private static readonly string[] Columns = ["pregnancies", "glucose", "pressure", "skin", "insulin", "mass", "pedigree", "age", "ill"];

    /// <summary>Reads UCI's table, or makes patients up: columns <c>measures</c> (7), <c>pregnancies</c>, a one-hot group (5), <c>ill</c> (1), and the
    /// same as <c>stratum</c>, an int.</summary>
    public static Dataset Load(string? path)
    {
        Table table = path is null
            ? Table.Read(MakeUp(600), "made-up patients", TableFormat.Csv with { HasHeader = false, Names = Columns })
            : Table.ReadCsv(path, TableFormat.Csv with { HasHeader = false, Names = Columns });
        return Dataset.Create()
            .With("measures", table.Floats(1..8), Measures)
            .With("pregnancies", [.. table.Ints("pregnancies").Select(GroupOf)])
            .With("ill", table.Floats("ill"), 1)
            .With("stratum", table.Ints("ill"))
            .WithOneHot("pregnancies", Groups);
    }

    /// <summary>Scales and fills gaps by what the training part alone has, and adds the column <c>missing</c> (7). In five columns a zero means that
    /// nobody measured.</summary>
    public static (Dataset Train, Dataset Validation) Prepare(Dataset train, Dataset validation)
    {
        MissingValues gaps = MissingValues.Fit(train, "measures", MissingFill.Median, zeroIsMissing: [0, 1, 2, 3, 4], indicator: "missing");
        Scaler scaler = Scaler.Standardize(gaps.Apply(train), "measures");
        return (scaler.Apply(gaps.Apply(train)), scaler.Apply(gaps.Apply(validation)));
    }

    // Groups, since the tenth child is rare: 0, 1 or 2, 3 to 5, 6 to 9, more.
    private static int GroupOf(int pregnancies) => pregnancies switch { 0 => 0, <= 2 => 1, <= 5 => 2, <= 9 => 3, _ => 4 };

    private static MemoryStream MakeUp(int count)
    {
        var random = new Random(1);
        var lines = Enumerable.Range(0, count).Select(_ =>
        {
            (int glucose, int mass, int age) = (random.Next(60, 200), random.Next(18, 50), random.Next(21, 80));
            double risk = 0.04 * (glucose - 125) + 0.1 * (mass - 32) + 0.03 * (age - 40) + random.NextDouble() - 0.5;
            int measured = random.Next(4) == 0 ? 0 : 1; // a quarter has no insulin and no skin fold
            return FormattableString.Invariant(
                $"{random.Next(12)},{glucose},{random.Next(50, 100)},{measured * random.Next(10, 50)},{measured * glucose},{mass},0.4,{age},{(risk > 0 ? 1 : 0)}");
        });
        return new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));
    }
}
