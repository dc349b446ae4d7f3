using System.Globalization;
using CompiledNets;

namespace Samples;

/// <summary>Shows a training: a line that changes on a terminal, a line per epoch in a file or pipe.</summary>
internal sealed class ConsoleProgress : IProgress<TrainingProgress>
{
    private int shown;

    public void Report(TrainingProgress value)
    {
        if (value.Finished is { } epoch)
        {
            Show(Describe(value, epoch));
            Console.WriteLine();
            shown = 0;
        }
        else if (!Console.IsOutputRedirected)
        {
            string share = value.Steps > 0 ? string.Create(CultureInfo.InvariantCulture, $" {100.0 * value.Step / value.Steps:0} %") : "";
            Show(string.Create(CultureInfo.InvariantCulture, $"epoch {value.Epoch}/{value.Epochs}{share}  loss {value.Loss:0.0000}  {value.SamplesPerSecond:0}/s"));
        }
    }

    private static string Describe(TrainingProgress value, EpochResult epoch)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"epoch {value.Epoch}/{value.Epochs}  loss {epoch.TrainingLoss:0.0000}");
        if (epoch.ValidationLoss is { } validation)
        {
            line += string.Create(CultureInfo.InvariantCulture, $"  test {validation:0.0000}");
        }

        foreach (MetricValue metric in epoch.Metrics)
        {
            line += string.Create(CultureInfo.InvariantCulture, $"  {metric.Name} {metric.Value:0.0000}");
        }

        return line + string.Create(CultureInfo.InvariantCulture, $"  {epoch.Duration.TotalSeconds:0.0} s");
    }

    private void Show(string line)
    {
        Console.Write((Console.IsOutputRedirected ? "" : "\r") + line.PadRight(shown));
        shown = Console.IsOutputRedirected ? 0 : line.Length;
    }
}
