using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using CompiledNets;

namespace Samples;

/// <summary>One run of a sample: what was asked for, and whom to tell how it goes.</summary>
public sealed class SampleRun
{
    private const string Suffix = ".checkpoint.safetensors";

    private readonly ParseResult parsed;
    private readonly List<(string Name, object Value)> results = [];
    private LoopCheckpoint? done;

    internal SampleRun(SampleAbout about, ParseResult parsed, CancellationToken stop)
    {
        this.parsed = parsed;
        CheckpointPath = CheckpointOf(about);
        Stop = stop;
        Report = new Report(about.Description).Facts("Settings", Settings(parsed));
    }

    /// <summary>The file or folder of <c>--data</c>; <c>null</c> for what the sample brings along.</summary>
    public string? Data { get; init; }

    /// <summary>Decides everything random.</summary>
    public ulong Seed { get; init; }

    /// <summary>Passes over the data, or what the sample calls so.</summary>
    public int Epochs { get; init; }

    /// <summary>Whether to go on from <see cref="CheckpointPath"/>.</summary>
    public bool Resume { get; init; }

    /// <summary>Where training is saved while it goes on.</summary>
    public string CheckpointPath { get; }

    /// <summary>Where one of several trainings is saved: a fold, a seed, a network.</summary>
    public string CheckpointOf(string part) => CheckpointPath.Replace(Suffix, $".{part}{Suffix}", StringComparison.Ordinal);

    /// <summary>The result of one of many short trainings, which is computed once: a resumed run finds it in the checkpoint of part
    /// "done".</summary>
    /// <param name="name">What is computed, with all the settings that differ from one to another.</param>
    /// <param name="compute">Computes it. What is stopped within it, begins anew.</param>
    public double Once(string name, Func<double> compute)
    {
        ArgumentNullException.ThrowIfNull(compute);
        string path = CheckpointOf("done");
        if (done is null)
        {
            done = new LoopCheckpoint();
            _ = Resume && done.TryLoad(path);
        }

        if (!done.Numbers.TryGetValue(name, out double result))
        {
            Stop.ThrowIfCancellationRequested();
            done.Numbers[name] = result = compute();
            done.Save(path);
        }

        return result;
    }

    /// <summary>Takes the turns of a loop, with what it needs saved now and then and when the run is stopped: a resumed run goes on after the last
    /// turn.</summary>
    /// <param name="part">The checkpoint's: see <see cref="CheckpointOf(string)"/>.</param>
    /// <param name="state">What the turns change. Its number "turn" says how many have been taken.</param>
    /// <param name="turns">How many there are.</param>
    /// <param name="saveEach">Turns from one saving to the next.</param>
    /// <param name="turn">Takes the turn of a number, from 0. Its random numbers must belong to that number.</param>
    public void Loop(string part, LoopCheckpoint state, int turns, int saveEach, Action<int> turn)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(turn);
        string path = CheckpointOf(part);
        state.Numbers["turn"] = 0;
        _ = Resume && state.TryLoad(path);
        for (int next = (int)state.Numbers["turn"]; next < turns;)
        {
            turn(next++);
            state.Numbers["turn"] = next;
            if (Stop.IsCancellationRequested || next % saveEach == 0 || next == turns)
            {
                state.Save(path);
                Stop.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Cancelled by Ctrl+C.</summary>
    public CancellationToken Stop { get; }

    /// <summary>Shows how training goes.</summary>
    public IProgress<TrainingProgress> Progress { get; } = new ConsoleProgress();

    /// <summary>What <c>--report</c> will write; the settings are in it.</summary>
    public Report Report { get; }

    /// <summary>The value of an option of the sample's own.</summary>
    public T Get<T>(Option<T> option) => parsed.GetValue(option)!;

    /// <summary>Says a result, and reports it at the end.</summary>
    public void Result(string name, double value) => Result(name, value.ToString("0.0000", CultureInfo.InvariantCulture));

    /// <summary>Says a result, and reports it at the end.</summary>
    public void Result(string name, string value)
    {
        Console.WriteLine($"{name}: {value}");
        results.Add((name, value));
    }

    /// <summary>Writes the report.</summary>
    internal void SaveReport(string path)
    {
        Report.Facts("Results", results).Save(path);
        Console.WriteLine($"report: {path}");
    }

    internal static string CheckpointOf(SampleAbout about) => about.Name + Suffix;

    /// <summary>The files that a resumed run will look for, of all trainings of the sample.</summary>
    internal static string[] SavedBy(SampleAbout about) =>
        [.. Directory.GetFiles(".", about.Name + "*" + Suffix).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static IEnumerable<(string Name, object Value)> Settings(ParseResult parsed) =>
        parsed.CommandResult.Command.Options
            .Where(option => option is not (HelpOption or VersionOption))
            .Select(option => (option.Name, parsed.GetResult(option)?.GetValueOrDefault<object>() ?? "none"));
}
