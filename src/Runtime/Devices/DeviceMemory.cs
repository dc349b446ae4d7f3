using System.ComponentModel;

namespace CompiledNets;

/// <summary>The memory of a network that runs on an accelerator: what its <see cref="NetworkCore"/> and its optimisers keep there.
/// Emitted device code derives from it, so that this library needs to know no accelerator.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DeviceMemory
{
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

    /// <summary>Σ g² over a range of the gradients, in an order that sizes alone decide.</summary>
    /// <param name="start">The first element, as the host counts.</param>
    /// <param name="length">Elements in all: whole slots.</param>
    public abstract double SumOfSquares(int start, int length);

    internal void Attach(AlignedBuffer parameters, AlignedBuffer gradients, AlignedBuffer state)
    {
        Parameters = AttachTo(parameters, SlotRole.Parameter);
        Gradients = AttachTo(gradients, SlotRole.Parameter);
        State = AttachTo(state, SlotRole.State);
    }

    /// <summary>The copy of a moment, made when missing.</summary>
    internal BufferMirror MomentOf(AlignedBuffer moment) => moment.Mirror ?? AttachTo(moment, SlotRole.Parameter);

    private BufferMirror AttachTo(AlignedBuffer buffer, SlotRole role)
    {
        BufferMirror mirror = Allocate(role);
        mirror.Attach(buffer);
        return mirror;
    }
}
