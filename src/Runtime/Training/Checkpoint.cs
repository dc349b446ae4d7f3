using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>A <see cref="Trainer"/>'s training on disk: the network's tensors under their own names, the optimiser's moments,
/// the averaged parameters and the best epoch's tensors under prefixed ones, and the results so far.</summary>
internal static class Checkpoint
{
    /// <summary>Writes a checkpoint; a crash leaves the old one.</summary>
    public static void Save(
        string path, NetworkCore core, Optimizer optimizer, BestEpoch best, WeightAverage? average,
        IReadOnlyCollection<EpochResult> epochs, EpochSoFar soFar)
    {
        var network = new NetworkSnapshot("", core, optimizer);
        var numbers = new CheckpointNumbers(network.Numbers, average?.Updates, best.KeptEpoch, [.. epochs], soFar);
        CheckpointSection[] sections = [.. network.Sections, .. AverageOf(core, average), .. BestOf(core, best)];
        CheckpointFile.Write(path, sections, numbers, CheckpointJson.Default.CheckpointNumbers);
    }

    /// <summary>Returns a network, its optimiser's memory of it and the judgement of epochs to a checkpoint. If anything
    /// is wrong, the network and the optimiser stay as they are.</summary>
    /// <returns>The results of the epochs done, and how far the next one was.</returns>
    /// <exception cref="NetworkFileException">The file is damaged, or was saved by another kind of training.</exception>
    public static (ImmutableArray<EpochResult> Epochs, EpochSoFar SoFar) Load(
        string path, NetworkCore core, Trainer trainer, BestEpoch best, WeightAverage? average)
    {
        using SafetensorsReader reader = SafetensorsReader.Open(path);
        CheckpointNumbers numbers = CheckpointFile.ReadNumbers(reader, CheckpointJson.Default.CheckpointNumbers);
        if (numbers.Epochs.IsDefault)
        {
            throw new NetworkFileException(path, null, "is a damaged checkpoint: its numbers are missing.");
        }

        var network = new NetworkSnapshot("", core, trainer.Optimizer);
        network.RequireSameTraining(path, numbers.Network);
        Require.Same(path, "average of parameters", Presence(numbers.AverageUpdates), Presence(average?.Updates));
        if (numbers.SoFar.Batches > 0)
        {
            Require.Same(path, "batch size", numbers.SoFar.BatchSize, trainer.BatchSize);
        }

        foreach (EpochResult epoch in numbers.Epochs)
        {
            best.Add(epoch, core); // The parameters that it keeps now are replaced by the file's below.
        }

        Require.Same(path, "best epoch to return to", numbers.KeptEpoch, best.KeptEpoch);

        SlotSection[] averages = AverageOf(core, average);
        foreach (CheckpointSection section in (CheckpointSection[])[.. network.Sections, .. averages, .. BestOf(core, best)])
        {
            section.Read(reader);
        }

        // All is read and right: from here on nothing fails.
        network.Restore(numbers.Network);
        if (average is not null)
        {
            averages[0].Values.CopyTo(average.WritableParameters);
            average.Updates = numbers.AverageUpdates!.Value;
        }

        return (numbers.Epochs, numbers.SoFar);
    }

    private static SlotSection[] AverageOf(NetworkCore core, WeightAverage? average) =>
        average is null ? [] : [new(core.Layout, "average/", SlotRole.Parameter, average.Parameters.ToArray())];

    private static SlotSection[] BestOf(NetworkCore core, BestEpoch best) => best.KeptEpoch == 0 ? [] :
    [
        new(core.Layout, "best/", SlotRole.Parameter, best.Parameters),
        new(core.Layout, "best/", SlotRole.State, best.State),
    ];

    private static string Presence(long? updates) => updates is null ? "absent" : "kept";
}
