using System.CommandLine;
using CompiledNets.Tests.Support;
using Samples;

namespace CompiledNets.Tests.Samples.Learning;

/// <summary>What samples lose when they are stopped: nothing.</summary>
public sealed class SampleRunTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("CompiledNets.SampleRun.");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(100)]
    public void ALoopThatIsStopped_GoesOnAfterItsLastTurn(int saveEach)
    {
        (float[]? whole, int all) = Walk("whole", saveEach, stopAt: null, resume: false);
        Assert.Equal(20, all);
        Assert.Null(Walk("parts", saveEach, stopAt: 7, resume: false).Place);
        Assert.Null(Walk("parts", saveEach, stopAt: 8, resume: true).Place);
        (float[]? parts, int rest) = Walk("parts", saveEach, stopAt: null, resume: true);
        Assert.Equal(11, rest);
        Assert.Equal(whole, parts);
    }

    [Fact]
    public void WhatIsDoneOnce_IsFoundByAResumedRunOnly()
    {
        using var stop = new CancellationTokenSource();
        SampleRun first = Run("once", resume: false, stop.Token);
        Assert.Equal(1.0 / 3, first.Once("a", () => 1.0 / 3));
        Assert.Equal(1.0 / 3, first.Once("a", () => 2));
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => first.Once("b", () => 3));
        SampleRun resumed = Run("once", resume: true, default);
        Assert.Equal([1.0 / 3, 4], [resumed.Once("a", () => 2), resumed.Once("b", () => 4)]);
        Assert.Equal(5, Run("once", resume: false, default).Once("a", () => 5));
    }

    [Theory]
    [InlineData("Search", "--candidates 3 --epochs 9", "--candidates 6 --epochs 9", "Search")]
    [InlineData("Federated", "--epochs 1", "--epochs 2", "Three ways")]
    public void AStoppedSample_GoesOnWithTheSameBits(string name, string part, string whole, string chart)
    {
        using SampleProgram uncut = new(name), cut = new(name);
        string[] Arguments(SampleProgram program, string settings) => name == "Federated"
            ? ["--data", Digits.IdxFolder.Write(Path.Combine(program.Folder, "data"), 600, 200), "--batch", "64", .. settings.Split(' ')]
            : settings.Split(' ');

        CommandResult expected = uncut.Run([.. Arguments(uncut, whole), "--report", "report.html"]).MustSucceed();
        string report = File.ReadAllText(Path.Combine(uncut.Folder, "report.html"));
        Assert.All([$"<h2>{chart}</h2>", "Confusion matrix", "parameters", "--seed"], text => Assert.Contains(text, report));

        cut.Run(Arguments(cut, part)).MustSucceed();
        CommandResult resumed = cut.Run([.. Arguments(cut, whole), "--resume"]).MustSucceed();
        Assert.Equal(Results(expected), Results(resumed));
        Assert.True(resumed.Output.Length <= expected.Output.Length);
    }

    private static string[] Results(CommandResult run) => [.. run.Output.Where(line => char.IsLetter(line[0]) && line.Contains(": ", StringComparison.Ordinal)
        && !line.StartsWith("report", StringComparison.Ordinal) && !line.Contains("passes", StringComparison.Ordinal))];

    /// <summary>Walks 20 steps at random; null, if stopped, for where that led.</summary>
    private (float[]? Place, int Turns) Walk(string name, int saveEach, int? stopAt, bool resume)
    {
        using var stop = new CancellationTokenSource();
        float[] place = new float[3];
        int turns = 0;
        void Step(int turn)
        {
            turns++;
            place[turn % 3] += new Random(turn).NextSingle();
            if (turn == stopAt)
            {
                stop.Cancel();
            }
        }

        try
        {
            Run(name, resume, stop.Token).Loop("walk", new LoopCheckpoint().Add("place", place), turns: 20, saveEach, Step);
            return (place, turns);
        }
        catch (OperationCanceledException)
        {
            return (null, turns);
        }
    }

    private SampleRun Run(string name, bool resume, CancellationToken stop)
    {
        var about = new SampleAbout(Path.Combine(folder.FullName, name), "A walk.", "None.", Epochs: 1);
        return new SampleRun(about, new RootCommand().Parse([]), stop) { Resume = resume };
    }
}
