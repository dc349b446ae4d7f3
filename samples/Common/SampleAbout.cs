using System.CommandLine;

namespace Samples;

/// <summary>What a sample says of itself on the command line.</summary>
/// <param name="Name">One word: files that it leaves behind begin with it.</param>
/// <param name="Description">What it shows, in a sentence.</param>
/// <param name="Data">What <c>--data</c> wants, and what the sample does without.</param>
/// <param name="Epochs">How many passes over the data it takes unless told otherwise.</param>
public sealed record SampleAbout(string Name, string Description, string Data, int Epochs)
{
    /// <summary>What an epoch is called: "Passes over the training data" or "Games to play".</summary>
    public string EpochsAre { get; init; } = "Passes over the training data.";

    /// <summary>Options of its own, to be read with <see cref="SampleRun.Get{T}"/>.</summary>
    public IReadOnlyList<Option> Options { get; init; } = [];
}
