using System.Runtime.CompilerServices;

namespace CompiledNets;

/// <summary>What every network instance owns: parameters, gradients and state in flat buffers, its random counter,
/// and the workspaces its calls borrow. Emitted classes hold one; optimisers, files and trainers work on it.</summary>
/// <remarks>Reading is safe from many threads. Gradient calls, <c>Step</c> and everything else that writes belong to one
/// thread at a time.</remarks>
public sealed class NetworkCore
{
    private readonly AlignedBuffer parameters;
    private readonly AlignedBuffer gradients;
    private readonly AlignedBuffer state;
    private readonly bool[] trained;
    private readonly WorkspacePool workspaces = new();
    private AlignedBuffer? gradientWorkspace;

    private NetworkCore(NetworkCore other)
    {
        Layout = other.Layout;
        Seed = other.Seed;
        parameters = new AlignedBuffer(Layout.ParameterCount);
        gradients = new AlignedBuffer(Layout.ParameterCount);
        state = new AlignedBuffer(Layout.StateCount);
        trained = new bool[Layout.Slots.Length];
        Take(other);
    }

    /// <summary>Allocates the buffers of <paramref name="layout"/> and fills them by their initialisers.</summary>
    /// <param name="layout">The class's stored tensors.</param>
    /// <param name="seed">Decides the initial parameters and everything random that the instance does later.</param>
    public NetworkCore(NetworkLayout layout, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        Seed = seed;
        parameters = new AlignedBuffer(layout.ParameterCount);
        gradients = new AlignedBuffer(layout.ParameterCount);
        state = new AlignedBuffer(layout.StateCount);
        trained = new bool[layout.Slots.Length];
        for (int index = 0; index < layout.Slots.Length; index++)
        {
            TensorSlot slot = layout.Slots[index];
            slot.Initializer.Fill(WritableSlot(slot), slot.FanIn, slot.FanOut, seed, place: index);
        }
    }

    /// <summary>The class's stored tensors.</summary>
    public NetworkLayout Layout { get; }

    /// <summary>The seed that the instance was made with.</summary>
    public ulong Seed { get; }

    /// <summary>How many gradient calls the instance has made: the step in (seed, step, place, element), from which
    /// every random value is computed. Checkpoints save it.</summary>
    public ulong Counter { get; set; }

    /// <summary>Moves whenever a parameter or running statistic may have changed, so that packed copies know that they are stale.</summary>
    public long Version { get; private set; }

    /// <summary>All parameters, flat, in file layout and order.</summary>
    public ReadOnlySpan<float> Parameters => parameters.Values;

    /// <summary>All gradients, at the offsets of their parameters.</summary>
    public ReadOnlySpan<float> Gradients => gradients.Values;

    /// <summary>All running statistics, flat, in file layout and order.</summary>
    public ReadOnlySpan<float> State => state.Values;

    /// <summary>The gradients, to add to. For emitted code and optimisers.</summary>
    public Span<float> WritableGradients => gradients.Span;

    /// <summary>The state, to update. For emitted code and files.</summary>
    public Span<float> WritableState => state.Span;

    /// <summary>The memory of <see cref="Parameters"/>; whoever changes it calls <see cref="MarkParametersChanged"/>.</summary>
    internal AlignedBuffer ParameterBuffer => parameters;

    /// <summary>The memory of <see cref="Gradients"/>.</summary>
    internal AlignedBuffer GradientBuffer => gradients;

    /// <summary>The network's memory on an accelerator, if it runs there.</summary>
    internal DeviceMemory? Device { get; private set; }

    /// <summary>For each of <see cref="NetworkLayout.Slots"/>: whether a gradient call trained it since the last step.</summary>
    public ReadOnlySpan<bool> Trained => trained;

    /// <summary>All parameters, or all gradients.</summary>
    public ReadOnlySpan<float> All(ViewTarget target) => target == ViewTarget.Gradient ? gradients.Values : parameters.Values;

    /// <summary>Copies all parameters or gradients of another instance of the same class; parameters bring their state along.</summary>
    /// <param name="other">Where to copy from.</param>
    /// <param name="from">Which of its buffers.</param>
    /// <param name="to">Which buffer of this instance.</param>
    public void CopyFrom(NetworkCore other, ViewTarget from, ViewTarget to)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Layout != Layout)
        {
            throw new ArgumentException($"'{other.Layout.NetworkName}' is not '{Layout.NetworkName}': only instances of one class copy to one another.", nameof(other));
        }

        other.All(from).CopyTo(to == ViewTarget.Gradient ? gradients.Span : WriteParameters());
        if (from == ViewTarget.Value && to == ViewTarget.Value)
        {
            other.state.Values.CopyTo(state.Span);
        }
    }

    /// <summary>Another instance with the same parameters, state, seed and random counter, and no gradients.</summary>
    public NetworkCore Copy() => new(this);

    /// <summary>Copies parameters, state and random counter of another instance of the same class.</summary>
    public void Take(NetworkCore other)
    {
        CopyFrom(other, ViewTarget.Value, ViewTarget.Value);
        Counter = other.Counter;
    }

    /// <summary>The parameters, to change: counts as a change whether or not one follows.</summary>
    public Span<float> WriteParameters()
    {
        Version++;
        return parameters.Span;
    }

    /// <summary>Notes that a training call moved running statistics.</summary>
    public void MarkStateChanged() => Version++;

    /// <summary>Zeroes all gradients, and forgets what was trained.</summary>
    public void ClearGradients()
    {
        if (Device is null)
        {
            gradients.Span.Clear();
        }
        else
        {
            Device.Gradients.Clear();
        }

        ClearTrained();
    }

    /// <summary>Gives parameters, gradients and state a second home on an accelerator. For emitted device code.</summary>
    /// <exception cref="InvalidOperationException">They have one.</exception>
    public void AttachTo(DeviceMemory device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (Device is not null)
        {
            throw new InvalidOperationException($"This {Layout.NetworkName} is on an accelerator already.");
        }

        device.Attach(parameters, gradients, state);
        Device = device;
    }

    /// <summary>Notes that an optimiser changes the parameters where they lie.</summary>
    internal void MarkParametersChanged() => Version++;

    /// <summary>Notes that a gradient call added to these slots' gradients; the next step will update them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MarkTrained(ReadOnlySpan<int> slots)
    {
        foreach (int slot in slots)
        {
            trained[slot] = true;
        }
    }

    /// <summary>Forgets what was trained: the end of a step.</summary>
    public void ClearTrained() => trained.AsSpan().Clear();

    /// <summary>Scratch memory for a gradient call, which has the instance to itself and so need not borrow.</summary>
    /// <param name="floats">Floats wanted. Contents are whatever the last call left.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<float> GradientWorkspace(int floats)
    {
        AlignedBuffer? current = gradientWorkspace;
        return (current is null || current.Length < floats ? GrowGradientWorkspace(floats) : current).Raw[..floats];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private AlignedBuffer GrowGradientWorkspace(int floats) => gradientWorkspace = new AlignedBuffer(floats);

    /// <summary>Borrows scratch memory for one call; dispose the lease to give it back.</summary>
    /// <param name="floats">Floats wanted. Contents are whatever the last call left.</param>
    public WorkspaceLease Rent(int floats) => workspaces.Rent(floats);

    /// <summary>The span of one slot in the buffer of its role, to change.</summary>
    public Span<float> WritableSlot(TensorSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        Version++;
        return (slot.Role == SlotRole.Parameter ? parameters : state).Span.Slice(slot.Offset, slot.Length);
    }

    /// <summary>The span of one slot in the buffer of its role.</summary>
    public ReadOnlySpan<float> Slot(TensorSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        return (slot.Role == SlotRole.Parameter ? parameters : state).Values.Slice(slot.Offset, slot.Length);
    }
}
