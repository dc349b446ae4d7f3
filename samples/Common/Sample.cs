using System.CommandLine;
using CompiledNets;
using CompiledNets.Kernels;

namespace Samples;

/// <summary>Runs samples: all take the same options, stop at Ctrl+C, and fail in one sentence.</summary>
public static class Sample
{
    private const int Diverged = 1, Misuse = 2, Interrupted = 130;

    private static readonly Option<ulong> Seed = SampleOptions.Number(
        "--seed", "Decides initial weights, dropout and the order of samples: the same seed, the same bits.", 1UL, _ => true, "whole number");

    private static readonly Option<int> Threads =
        SampleOptions.Count("--threads", "Threads that share the work; results do not depend on it.", WorkPool.Threads);

    private static readonly Option<string?> Report =
        SampleOptions.Path("--report", "An HTML file to write at the end: curves, settings, the network's layers.");

    private static readonly Option<bool> Resume = new("--resume")
    {
        Description = "Goes on where a run of the same settings was stopped, to the same bits as if it had not been.",
    };

    /// <summary>Reads the command line and runs.</summary>
    /// <param name="args">The program's arguments.</param>
    /// <param name="about">What the sample is.</param>
    /// <param name="run">Does it. What it throws about files, data and divergence becomes a sentence.</param>
    /// <returns>The exit code: 0; 1 if training diverged, 2 if options or files are wrong, 130 after Ctrl+C.</returns>
    public static int Run(string[] args, SampleAbout about, Action<SampleRun> run)
    {
        ArgumentNullException.ThrowIfNull(about);
        Option<string?> data = SampleOptions.Path("--data", about.Data);
        Option<int> epochs = SampleOptions.Count("--epochs", about.EpochsAre, about.Epochs);
        var command = new RootCommand(about.Description) { data, epochs, Seed, Threads, Report, Resume };
        foreach (Option option in about.Options)
        {
            command.Add(option);
        }

        command.SetAction(parsed => Guard(about, parsed.GetValue(Report), parsed.GetValue(Threads), stop => new SampleRun(about, parsed, stop)
        {
            Data = parsed.GetValue(data),
            Epochs = parsed.GetValue(epochs),
            Seed = parsed.GetValue(Seed),
            Resume = parsed.GetValue(Resume),
        }, run));

        ParseResult parsed = command.Parse(args);
        if (parsed.Errors.Count == 0)
        {
            return parsed.Invoke();
        }

        Console.Error.WriteLine(parsed.Errors[0].Message);
        return Misuse;
    }

    private static int Guard(
        SampleAbout about, string? reportPath, int threads, Func<CancellationToken, SampleRun> prepare, Action<SampleRun> body)
    {
        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler onCancel = (_, pressed) =>
        {
            // The first time, the step at hand is finished and saved; the second time, the program ends at once.
            pressed.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        };
        Console.CancelKeyPress += onCancel;
        try
        {
            WorkPool.Threads = threads;
            SavedFile.RequireFolder(reportPath);
            SampleRun run = prepare(stop.Token);
            body(run);
            if (reportPath is not null)
            {
                run.SaveReport(reportPath);
            }

            return 0;
        }
        catch (OperationCanceledException)
        {
            string[] saved = SampleRun.SavedBy(about);
            Console.Error.WriteLine(saved.Length == 0
                ? "Stopped. Nothing was saved."
                : $"Stopped. --resume goes on from {string.Join(", ", saved)}.");
            return Interrupted;
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException or PlatformNotSupportedException
            or DeviceFailedException or InsufficientMemoryException)
        {
            Console.Error.WriteLine(problem.Message);
            return Misuse;
        }
        catch (TrainingDivergedException problem)
        {
            Console.Error.WriteLine(problem.Message);
            return Diverged;
        }
        finally
        {
            Console.CancelKeyPress -= onCancel;
        }
    }
}
