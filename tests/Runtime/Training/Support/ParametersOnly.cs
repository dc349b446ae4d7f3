using System.Collections.Immutable;

namespace CompiledNets.Tests.Training;

/// <summary>A network without entry points, whose gradients the test writes itself.</summary>
internal sealed class ParametersOnly : INetwork
{
    public ParametersOnly(params int[] slotLengths)
    {
        var slots = ImmutableArray.CreateBuilder<TensorSlot>();
        int offset = 0;
        foreach (int length in slotLengths)
        {
            slots.Add(new TensorSlot($"slot{slots.Count}", [length], offset, SlotRole.Parameter, Initializer.Zeros, 1, 1));
            offset += length;
        }

        Core = new NetworkCore(new NetworkLayout("ParametersOnly", slots.ToImmutable()), seed: 1);
    }

    public NetworkCore Core { get; }

    public IReadOnlyList<Objective> AllObjectives => [];

    public IReadOnlyList<ForwardEntry> AllForwards => [];

    /// <summary>What a gradient call over these slots does: adds, and marks them as trained.</summary>
    public void AddGradients(ReadOnlySpan<float> gradients, params ReadOnlySpan<int> slots)
    {
        foreach (int index in slots)
        {
            TensorSlot slot = Core.Layout.Slots[index];
            for (int i = slot.Offset; i < slot.Offset + slot.Length; i++)
            {
                Core.WritableGradients[i] += gradients[i];
            }
        }

        Core.MarkTrained(slots);
    }
}
