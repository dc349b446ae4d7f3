using System.Globalization;
using CompiledNets.Tests.Support;
using Samples.Dates;

namespace CompiledNets.Tests.Samples.Dates;

/// <summary>Samples that translate dates, and the dates that they learn from.</summary>
public sealed class DateSampleTests
{
    [Fact]
    public void ADate_IsWrittenInTenWays()
    {
        var date = new DateOnly(1994, 3, 3);
        Assert.Equal(
            ["3 march 1994", "3 mar 1994", "march 3, 1994", "mar 3 1994", "the 3rd of march, 1994", "thursday the 3rd of march 1994",
                "thursday, march 3, 1994", "1994, march the 3rd", "3/3/1994", "03.03.1994"],
            Enumerable.Range(0, DateText.Ways).Select(way => DateText.Write(date, way)));
        Assert.Throws<ArgumentOutOfRangeException>(() => DateText.Write(date, DateText.Ways));
        Assert.Equal(
            "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th 13th 14th 15th 16th 17th 18th 19th 20th 21st 22nd 23rd 24th 25th 26th 27th 28th 29th 30th 31st",
            string.Join(' ', Enumerable.Range(1, 31).Select(day => DateText.Write(new DateOnly(2000, 1, day), 7).Split(' ')[^1])));
    }

    [Fact]
    public void NoDay_IsBothLearnedAndJudged()
    {
        DateData dates = DateData.Load(null);
        Assert.Empty(dates.Train.Select(pair => pair.Date).Intersect(dates.Test.Select(pair => pair.Date)));
        Assert.InRange(dates.Test.Length / (double)(dates.Train.Length + dates.Test.Length), 0.09, 0.11);
        Assert.Equal(dates.Train, DateData.Load(null).Train);
    }

    [Fact]
    public void ADecoder_IsToldTheCharacterBefore()
    {
        Dataset encoded = DateData.Encode([new DatePair("3/3/1994", "1994-03-03")]);
        Assert.Equal("3/3/1994".PadRight(DateData.Length, '\n'), DateData.Tokenizer.Decode(encoded.Tokens("text", 0)));
        Assert.Equal("\n1994-03-03", DateData.Tokenizer.Decode(encoded.Tokens("before", 0)));
        Assert.Equal("1994-03-03\n", DateData.Tokenizer.Decode(encoded.Tokens("date", 0)));
        Assert.Equal((DateData.Characters, "\n"), (DateData.Tokenizer.Count, DateData.Tokenizer.Decode([DateData.End])));
    }

    [Theory]
    [InlineData("3 march 1994\t1994-03-32", "'1994-03-32' is no date like 1994-03-03")]
    [InlineData("3 märz 1994\t1994-03-03", "other characters than letters")]
    [InlineData("on a very cold thursday, the 3rd of march 1994\t1994-03-03", "more than 40 characters")]
    [InlineData("3 march 1994\t1994-03-03", "has 1 days")]
    public void AFileOfSomethingElse_IsRefusedInOneSentence(string line, string problem)
    {
        using var program = new SampleProgram("Dates");
        File.WriteAllText(Path.Combine(program.Folder, "dates.tsv"), line + "\n");
        CommandResult run = program.Run("--data", "dates.tsv");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(problem, Assert.Single(run.Errors));
    }

    [Theory, InlineData("Dates"), InlineData("Translate")]
    public void UnseenDates_AreTranslated(string sample)
    {
        // Two ways of ten, so that it is learned in seconds.
        using var program = new SampleProgram(sample);
        File.WriteAllLines(Path.Combine(program.Folder, "dates.tsv"), Enumerable.Range(0, 3000).Select(number =>
        {
            DateOnly day = new DateOnly(1900, 1, 1).AddDays(number * 7919 % 73_000);
            return $"{DateText.Write(day, number % 2 * 2)}\t{day:yyyy-MM-dd}";
        }));
        CommandResult run = program.Run("--data", "dates.tsv", "--epochs", "4", "--report", "report.html").MustSucceed();
        Assert.Equal(["exact match, greedy", "exact match, beam of 5"], run.Output[^3..^1].Select(line => line.Split(": ")[0]));
        Assert.All(run.Output[^3..^1], line => Assert.InRange(double.Parse(line.Split(": ")[1], CultureInfo.InvariantCulture), 0.7, 1));
        Assert.Contains("Where it looks", File.ReadAllText(Path.Combine(program.Folder, "report.html")));
    }
}
