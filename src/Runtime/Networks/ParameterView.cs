using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>Which of a parameter's two buffers a view shows.</summary>
public enum ViewTarget
{
    /// <summary>The parameter (or state) itself.</summary>
    Value,

    /// <summary>Its gradient.</summary>
    Gradient,
}

/// <summary>One parameter of a network instance, or its gradient: readable in place, written through the view so that
/// packed copies are known to be stale.</summary>
public readonly struct ParameterView
{
    private readonly NetworkCore core;
    private readonly TensorSlot slot;
    private readonly ViewTarget target;

    /// <summary>A view of slot number <paramref name="slotIndex"/> of <paramref name="core"/>'s layout.</summary>
    public ParameterView(NetworkCore core, int slotIndex, ViewTarget target)
    {
        ArgumentNullException.ThrowIfNull(core);
        this.core = core;
        slot = core.Layout.Slots[slotIndex];
        this.target = target;
        if (target == ViewTarget.Gradient && slot.Role != SlotRole.Parameter)
        {
            throw new InvalidOperationException($"'{slot.Name}' is state and has no gradient.");
        }
    }

    /// <summary>The name in files.</summary>
    public string Name => slot.Name;

    /// <summary>The shape in files.</summary>
    public ImmutableArray<int> Shape => slot.Shape;

    /// <summary>The number of values.</summary>
    public int Length => slot.Length;

    /// <summary>The values, in file layout. The span shows later changes too.</summary>
    public ReadOnlySpan<float> Values =>
        target == ViewTarget.Gradient ? core.Gradients.Slice(slot.Offset, slot.Length) : core.Slot(slot);

    /// <summary>The value at a flat index.</summary>
    public float this[int index]
    {
        get => Values[index];
        set => Writable()[index] = value;
    }

    /// <summary>Replaces all values.</summary>
    /// <exception cref="ArgumentException"><paramref name="values"/> has not exactly <see cref="Length"/> values.</exception>
    public void CopyFrom(ReadOnlySpan<float> values)
    {
        if (values.Length != Length)
        {
            throw new ArgumentException($"'{Name}' holds {Length} values, but {values.Length} were given.", nameof(values));
        }

        values.CopyTo(Writable());
    }

    /// <summary>Replaces all values by those of another view of the same length.</summary>
    public void CopyFrom(ParameterView other) => CopyFrom(other.Values);

    /// <summary>Sets every value.</summary>
    public void Fill(float value) => Writable().Fill(value);

    private Span<float> Writable() =>
        target == ViewTarget.Gradient ? core.WritableGradients.Slice(slot.Offset, slot.Length) : core.WritableSlot(slot);
}
