using System.Collections.Immutable;
using System.Text.Json;

namespace CompiledNets;

/// <summary>Training on disk: a safetensors file of the network's tensors under their own names, the optimiser's moments,
/// the averaged parameters and the best epoch's tensors under prefixed ones, and the numbers as JSON in its metadata.</summary>
internal static class Checkpoint
{
    private const string MetadataKey = "training";

    /// <summary>Writes a checkpoint; a crash leaves the old one.</summary>
    public static void Save(
        string path, NetworkCore core, Optimizer optimizer, BestEpoch best, WeightAverage? average,
        IReadOnlyCollection<EpochResult> epochs)
    {
        OptimizerState state = optimizer.StateOf(core);
        var numbers = new CheckpointNumbers(
            core.Seed, core.Counter, optimizer.GetType().Name, state.Steps, [.. state.SlotSteps],
            [.. optimizer.Schedule?.Memory ?? []], average?.Updates, best.KeptEpoch, [.. epochs]);
        var metadata = new Dictionary<string, string>
        {
            ["format"] = "pt",
            [MetadataKey] = JsonSerializer.Serialize(numbers, CheckpointJson.Default.CheckpointNumbers),
        };
        Contents contents = Contents.Of(core, state, average, best.KeptEpoch > 0 ? best : null);
        AtomicFile.Write(path, stream =>
        {
            var writer = new SafetensorsWriter(stream, contents.All.SelectMany(section => section.Tensors(core.Layout)), metadata);
            foreach (CheckpointSection section in contents.All)
            {
                section.Write(writer, core.Layout);
            }

            writer.Complete();
        });
    }

    /// <summary>Returns a network, an optimiser's memory of it and the judgement of epochs to a checkpoint. If anything
    /// is wrong, the network and the optimiser stay as they are.</summary>
    /// <returns>The results of the epochs done.</returns>
    /// <exception cref="NetworkFileException">The file is damaged, or was saved by another kind of training.</exception>
    public static ImmutableArray<EpochResult> Load(
        string path, NetworkCore core, Optimizer optimizer, BestEpoch best, WeightAverage? average)
    {
        OptimizerState state = optimizer.StateOf(core);
        using SafetensorsReader reader = SafetensorsReader.Open(path);
        CheckpointNumbers numbers = ReadNumbers(reader);
        RequireSame(path, "optimiser", numbers.Optimizer, optimizer.GetType().Name);
        RequireSame(path, "seed of the network", numbers.Seed, core.Seed);
        RequireSame(path, "number of stored tensors", numbers.SlotSteps.Length, core.Layout.Slots.Length);
        RequireSame(path, "schedule's memory", Count(numbers.Schedule.Length), Count(optimizer.Schedule?.Memory.Count ?? 0));
        RequireSame(path, "average of parameters", Presence(numbers.AverageUpdates), Presence(average?.Updates));
        foreach (EpochResult epoch in numbers.Epochs)
        {
            best.Add(epoch, core); // The parameters that it keeps now are replaced by the file's below.
        }

        RequireSame(path, "best epoch to return to", numbers.KeptEpoch, best.KeptEpoch);

        Contents contents = Contents.Of(core, state, average, best.KeptEpoch > 0 ? best : null);
        foreach (CheckpointSection section in contents.All)
        {
            section.Read(reader, core.Layout);
        }

        // All is read and right: from here on nothing fails.
        contents.Parameters.Values.CopyTo(core.WriteParameters());
        contents.State.Values.CopyTo(core.WritableState);
        for (int i = 0; i < contents.Moments.Length; i++)
        {
            contents.Moments[i].Values.CopyTo(state.Moments[i].Span);
        }

        if (average is not null)
        {
            contents.Average[0].Values.CopyTo(average.WritableParameters);
            average.Updates = numbers.AverageUpdates!.Value;
        }

        if (optimizer.Schedule is { } schedule)
        {
            schedule.Memory = numbers.Schedule;
        }

        core.Counter = numbers.Counter;
        state.Steps = numbers.Steps;
        numbers.SlotSteps.CopyTo(state.SlotSteps);
        return numbers.Epochs;
    }

    private static CheckpointNumbers ReadNumbers(SafetensorsReader reader)
    {
        if (!reader.Metadata.TryGetValue(MetadataKey, out string? json))
        {
            throw new NetworkFileException(reader.FileName, null, "is no checkpoint: it has parameters, but nothing about their training.");
        }

        try
        {
            CheckpointNumbers? numbers = JsonSerializer.Deserialize(json, CheckpointJson.Default.CheckpointNumbers);
            if (numbers is { SlotSteps.IsDefault: false, Schedule.IsDefault: false, Epochs.IsDefault: false })
            {
                return numbers;
            }
        }
        catch (JsonException wrong)
        {
            throw new NetworkFileException(reader.FileName, null, $"is a damaged checkpoint: {wrong.Message}", wrong);
        }

        throw new NetworkFileException(reader.FileName, null, "is a damaged checkpoint: its numbers are missing.");
    }

    private static void RequireSame<T>(string path, string what, T saved, T here)
        where T : IEquatable<T>
    {
        if (!saved.Equals(here))
        {
            throw new NetworkFileException(path, null, $"is the checkpoint of another training: its {what} is {saved}, here it is {here}.");
        }
    }

    private static string Count(int numbers) => numbers == 0 ? "empty" : $"{numbers} numbers";

    private static string Presence(long? updates) => updates is null ? "absent" : "kept";

    /// <summary>Copies of all buffers that a checkpoint holds.</summary>
    private sealed record Contents(
        CheckpointSection Parameters, CheckpointSection State, ImmutableArray<CheckpointSection> Moments,
        ImmutableArray<CheckpointSection> Average, ImmutableArray<CheckpointSection> Best)
    {
        public IEnumerable<CheckpointSection> All => [Parameters, State, .. Moments, .. Average, .. Best];

        public static Contents Of(NetworkCore core, OptimizerState state, WeightAverage? average, BestEpoch? best) => new(
            new CheckpointSection("", SlotRole.Parameter, core.Parameters.ToArray()),
            new CheckpointSection("", SlotRole.State, core.State.ToArray()),
            [
                .. state.Moments.Select((moment, index) =>
                    new CheckpointSection($"optimizer/{state.MomentNames[index]}/", SlotRole.Parameter, moment.Span.ToArray())),
            ],
            average is null ? [] : [new("average/", SlotRole.Parameter, average.Parameters.ToArray())],
            best is null
                ? []
                : [new("best/", SlotRole.Parameter, best.Parameters), new("best/", SlotRole.State, best.State)]);
    }
}
