using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>Neighbouring slots that one pass updates.</summary>
/// <param name="Start">The first element's index in the flat parameters.</param>
/// <param name="Length">Elements in all.</param>
/// <param name="Step">How many steps all these slots have taken, this one included.</param>
/// <param name="Group">Their group among the optimiser's; past the last where they are in none.</param>
internal readonly record struct SlotRun(int Start, int Length, long Step, int Group);

/// <summary>What an optimiser remembers about one network.</summary>
internal sealed class OptimizerState
{
    private readonly ParameterSlot[] slots;
    private readonly SlotRun[] runs;

    public OptimizerState(NetworkCore core, string[] momentNames, int[] groups)
    {
        Core = core;
        NetworkLayout layout = core.Layout;
        var trainable = new List<ParameterSlot>(layout.Slots.Length);
        for (int index = 0; index < layout.Slots.Length; index++)
        {
            if (layout.Slots[index] is { Role: SlotRole.Parameter } slot)
            {
                trainable.Add(new ParameterSlot(index, slot.Offset, slot.Length, groups[index]));
            }
        }

        slots = [.. trainable];
        MomentNames = [.. momentNames];
        Moments = [.. momentNames.Select(_ => new AlignedBuffer(layout.ParameterCount))];
        SlotSteps = new long[layout.Slots.Length];
        PartialSums = new double[GradientNorm.PieceCount(layout.ParameterCount)];
        runs = new SlotRun[slots.Length];
    }

    /// <summary>The network's memory.</summary>
    public NetworkCore Core { get; }

    /// <summary>PyTorch's names of the moments, in the order of <see cref="Moments"/>.</summary>
    public ImmutableArray<string> MomentNames { get; }

    /// <summary>Flat buffers, each element at the offset of its parameter.</summary>
    public ImmutableArray<AlignedBuffer> Moments { get; }

    /// <summary>For each slot of the layout, how many steps have updated it: what bias corrections count.</summary>
    public long[] SlotSteps { get; }

    /// <summary>How many steps the optimiser has taken on the network: what schedules count.</summary>
    public long Steps { get; set; }

    /// <summary>Room for one number per piece of the gradients.</summary>
    public double[] PartialSums { get; }

    /// <summary>Counts one step for each slot that was trained, and joins neighbours of one group that have taken equally many.</summary>
    public ReadOnlySpan<SlotRun> CountStep(ReadOnlySpan<bool> trained)
    {
        int count = 0;
        SlotRun run = default;
        foreach (ref readonly ParameterSlot slot in slots.AsSpan())
        {
            if (!trained[slot.Index])
            {
                continue;
            }

            long step = ++SlotSteps[slot.Index];
            if (run.Step == step && run.Group == slot.Group && run.Start + run.Length == slot.Offset)
            {
                run = run with { Length = run.Length + slot.Length };
                continue;
            }

            if (run.Step > 0)
            {
                runs[count++] = run;
            }

            run = new SlotRun(slot.Offset, slot.Length, step, slot.Group);
        }

        if (run.Step > 0)
        {
            runs[count++] = run;
        }

        return runs.AsSpan(0, count);
    }

    /// <summary>What counting reads of a trainable slot, side by side.</summary>
    private readonly record struct ParameterSlot(int Index, int Offset, int Length, int Group);
}
