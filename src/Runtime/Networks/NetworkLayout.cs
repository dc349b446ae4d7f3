using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>The constant description of a network class's stored tensors, shared by all its instances.</summary>
public sealed class NetworkLayout
{
    /// <summary>Describes a network class.</summary>
    /// <param name="networkName">The class's name, for messages.</param>
    /// <param name="slots">All stored tensors; those of one role follow one another without gaps.</param>
    public NetworkLayout(string networkName, ImmutableArray<TensorSlot> slots)
    {
        NetworkName = networkName;
        Slots = slots;
        ParameterCount = slots.Where(slot => slot.Role == SlotRole.Parameter).Sum(slot => slot.Length);
        StateCount = slots.Where(slot => slot.Role == SlotRole.State).Sum(slot => slot.Length);
    }

    /// <summary>The class's name.</summary>
    public string NetworkName { get; }

    /// <summary>Every stored tensor, in file order.</summary>
    public ImmutableArray<TensorSlot> Slots { get; }

    /// <summary>Learned values in all.</summary>
    public int ParameterCount { get; }

    /// <summary>Values of state (running statistics) in all.</summary>
    public int StateCount { get; }
}
