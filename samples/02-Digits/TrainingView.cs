using CompiledNets;
using Spectre.Console;

namespace Digits;

/// <summary>Shows a training: a bar per epoch on a terminal, a line per epoch in a file or pipe.</summary>
internal static class TrainingView
{
    /// <summary>Runs a training that reports to what it is given.</summary>
    public static void Show(Action<IProgress<TrainingProgress>> train)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            train(new Lines());
            return;
        }

        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 16 }, new PercentageColumn())
            .Start(context => train(new Bars(context)));
    }

    private static string Describe(TrainingProgress progress)
    {
        string start = $"epoch {progress.Epoch}/{progress.Epochs}  loss {progress.Loss:F4}";
        return progress.Finished is { } epoch
            ? $"{start}  test {epoch.ValidationLoss:F4}  accuracy {epoch.Metric(nameof(Accuracy)):F4}"
            : start;
    }

    private sealed class Lines : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Finished is { } epoch)
            {
                Console.WriteLine($"{Describe(value)}  {epoch.Duration.TotalSeconds:F1} s");
            }
        }
    }

    private sealed class Bars(ProgressContext context) : IProgress<TrainingProgress>
    {
        private readonly List<ProgressTask> epochs = [];

        public void Report(TrainingProgress value)
        {
            while (epochs.Count < value.Epoch)
            {
                epochs.Add(context.AddTask(Describe(value), maxValue: value.Steps));
            }

            ProgressTask bar = epochs[^1];
            bar.Description = Describe(value);
            bar.Value = value.Step;
        }
    }
}
