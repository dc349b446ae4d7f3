using System.Collections.Immutable;
using System.ComponentModel;

namespace CompiledNets;

/// <summary>The memory of a network that runs on an accelerator: what its <see cref="NetworkCore"/> and its optimisers keep there.
/// Emitted device code derives from it, so that this library needs to know no accelerator.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DeviceMemory
{
    /// <summary>The most losses that wait on the accelerator.</summary>
    public const int MostLosses = 32;

    /// <summary>The parameters.</summary>
    public BufferMirror Parameters { get; private set; } = null!;

    /// <summary>The gradients, at the places of their parameters.</summary>
    public BufferMirror Gradients { get; private set; } = null!;

    /// <summary>The running statistics.</summary>
    public BufferMirror State { get; private set; } = null!;

    /// <summary>Memory on the accelerator for all slots of a role.</summary>
    protected abstract BufferMirror Allocate(SlotRole role);

    /// <summary>Applies an optimiser's rule to a range of parameters, and zeroes its gradients.</summary>
    public abstract void Update(in DeviceUpdate update);

    /// <summary>Adds Σ g² over a range of the gradients to the sum of the ranges before it, in an order that sizes alone decide.</summary>
    /// <param name="start">The first element, as the host counts.</param>
    /// <param name="length">Elements in all: whole slots.</param>
    /// <param name="isFirst">Whether the sum begins with this range.</param>
    /// <param name="limit">The norm that the gradients are going to be clipped to.</param>
    /// <param name="share">What a mean gradient is of the sum that is there.</param>
    public abstract void AddSquares(int start, int length, bool isFirst, double limit, double share);

    /// <summary>Scales a range of the gradients so that all that were summed have the norm they were limited to, if theirs is larger. The
    /// norm itself stays there: nobody waits for it.</summary>
    /// <inheritdoc cref="AddSquares"/>
    public abstract void Clip(int start, int length);

    /// <summary>a += share·(p - a): moves an average of the parameters towards them.</summary>
    /// <param name="average">A buffer with a place for each parameter.</param>
    /// <param name="share">How far: 1 copies them.</param>
    public abstract void Average(BufferMirror average, float share);

    /// <summary>Copies the losses that wait, once they are computed.</summary>
    /// <param name="losses">Room for those at the places from 0 on.</param>
    public abstract void TakeLosses(Span<float> losses);

    /// <summary>Makes room for a dataset on the accelerator.</summary>
    /// <param name="columns">What each sample has.</param>
    /// <param name="samples">How many there are.</param>
    /// <returns>The room, to be filled; <c>null</c> if that would take too much of the free memory.</returns>
    public abstract DeviceDataset? Keep(ImmutableArray<EntryColumn> columns, int samples);

    internal void Attach(AlignedBuffer parameters, AlignedBuffer gradients, AlignedBuffer state)
    {
        Parameters = AttachTo(parameters, SlotRole.Parameter);
        Gradients = AttachTo(gradients, SlotRole.Parameter);
        State = AttachTo(state, SlotRole.State);
    }

    /// <summary>The copy of a buffer with a place for each parameter, made when missing: of a moment, or of an average.</summary>
    internal BufferMirror CopyOf(AlignedBuffer buffer) => buffer.Mirror ?? AttachTo(buffer, SlotRole.Parameter);

    private BufferMirror AttachTo(AlignedBuffer buffer, SlotRole role)
    {
        BufferMirror mirror = Allocate(role);
        mirror.Attach(buffer);
        return mirror;
    }
}
