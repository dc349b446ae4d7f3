using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using CompiledNets;

namespace Samples;

/// <summary>One run of a sample: what was asked for, and whom to tell how it goes.</summary>
public sealed partial class SampleRun
{
    private const string Suffix = ".checkpoint.safetensors";

    private readonly ParseResult parsed;
    private readonly List<(string Name, object Value)> results = [];

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

    /// <summary>Cancelled by Ctrl+C.</summary>
    public CancellationToken Stop { get; }

    /// <summary>Shows how training goes.</summary>
    public IProgress<TrainingProgress> Progress { get; } = new ConsoleProgress();

    /// <summary>A trainer as most samples want it: of the run's epochs and seed, which shows its progress, saves it, and resumes.</summary>
    /// <param name="optimizer">What steps.</param>
    /// <param name="batchSize">Samples per batch.</param>
    /// <param name="metrics">What to measure after each epoch.</param>
    /// <param name="progress">Who is told how training goes, if not <see cref="Progress"/>.</param>
    /// <param name="part">Which of several trainings it is: see <see cref="CheckpointOf(string)"/>.</param>
    public Trainer Trainer(
        Optimizer optimizer, int batchSize = 32, IReadOnlyList<Metric>? metrics = null, IProgress<TrainingProgress>? progress = null,
        string? part = null) => new(optimizer)
        {
            Epochs = Epochs,
            BatchSize = batchSize,
            Seed = Seed,
            Metrics = metrics ?? [],
            Progress = progress ?? Progress,
            CheckpointPath = part is null ? CheckpointPath : CheckpointOf(part),
            Resume = Resume,
        };

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
