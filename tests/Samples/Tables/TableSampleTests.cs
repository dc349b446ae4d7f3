using System.Globalization;
using System.Text.RegularExpressions;
using CompiledNets.Tests.Support;

namespace CompiledNets.Tests.Samples.Tables;

/// <summary>Samples over tables and series, run small on the data that they bring along.</summary>
public sealed class TableSampleTests
{
    [Fact]
    public void Diabetes_IsPredictedInEachFold()
    {
        using var program = new SampleProgram("Diabetes");
        CommandResult run = program.Run("--epochs", "20").MustSucceed();
        Assert.Equal(5, run.Output.Count(line => Regex.IsMatch(line, "^fold [1-5] accuracy: ")));
        Assert.Equal(5 * 20, run.Output.Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)));
        Assert.InRange(LastNumber(run), 0.8, 1);
    }

    [Fact]
    public void Wines_AreJudgedAsTastersDo()
    {
        using var program = new SampleProgram("Wine");
        Assert.InRange(LastNumber(program.Run("--epochs", "30").MustSucceed()), 0.1, 0.5); // marks deviate by 0.7 from their mean
    }

    [Fact]
    public void AForecast_BeatsThatNothingChanges()
    {
        using var program = new SampleProgram("Forecast");
        Assert.InRange(LastNumber(program.Run("--epochs", "5").MustSucceed()), 0.05, 0.9);
    }

    [Fact]
    public void Spam_IsToldFromMessages()
    {
        using var program = new SampleProgram("Spam");
        Assert.InRange(LastNumber(program.Run("--epochs", "6").MustSucceed()), 0.9, 1);
    }

    [Fact]
    public void ASearch_NamesItsBestSettingAndHowItSpreads()
    {
        using var program = new SampleProgram("Search");
        CommandResult run = program.Run("--candidates", "9", "--epochs", "18").MustSucceed();
        Assert.Contains(run.Output, line => Regex.IsMatch(line, @"^successive halving: .* ± .* with rate .* epochs$"));
        Assert.InRange(LastNumber(run), 0.7, 1);
    }

    [Fact]
    public void AFinishedRun_ResumesToTheSameResult()
    {
        using var program = new SampleProgram("Wine");
        CommandResult first = program.Run("--epochs", "3").MustSucceed(), again = program.Run("--epochs", "3", "--resume").MustSucceed();
        Assert.Equal(Results(first), Results(again));

        static string[] Results(CommandResult run) => [.. run.Output.Where(line => line.Contains(": ", StringComparison.Ordinal))];
    }

    /// <summary>The figure of the last line; of "0.75 ± 0.03", the mean.</summary>
    private static double LastNumber(CommandResult run) =>
        double.Parse(Regex.Match(run.Output[^1], @": ([0-9.]+)").Groups[1].Value, CultureInfo.InvariantCulture);
}
