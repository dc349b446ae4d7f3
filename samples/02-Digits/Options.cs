using System.CommandLine;
using Samples;

namespace Digits;

/// <summary>What this program's command line has beside that of all samples.</summary>
internal static class Options
{
    public static Option<string> Net { get; } =
        SampleOptions.Choice("--net", "conv: two convolutions. mlp: 784-128-10.", [.. NetworkChoice.All.Select(choice => choice.Name)]);

    public static Option<int> Batch { get; } = SampleOptions.Count("--batch", "Digits per step.", 32);

    public static Option<double> LearningRate { get; } = SampleOptions.Positive("--lr", "Adam's learning rate.", 0.001);

    public static Option<string?> Save { get; } = SampleOptions.Path("--save", "Where the trained parameters go.", "digits.safetensors");

    public static Option<string?> Predict { get; } = SampleOptions.Path(
        "--predict", "Trained parameters to read a few freshly drawn digits with. Nothing is trained or saved.");
}
