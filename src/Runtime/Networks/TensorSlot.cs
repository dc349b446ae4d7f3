using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>What a stored tensor is to training.</summary>
public enum SlotRole
{
    /// <summary>Learned: it has a gradient of the same shape and an optimiser updates it.</summary>
    Parameter,

    /// <summary>Kept and saved beside the parameters, without a gradient: running statistics.</summary>
    State,
}

/// <summary>One stored tensor of a network: where it lies, what files call it and how it starts.</summary>
/// <param name="Name">The name in files, as PyTorch would call it: <c>conv1.weight</c>.</param>
/// <param name="Shape">The shape in files, PyTorch's layout: a dense weight is <c>[out, in]</c>.</param>
/// <param name="Offset">The first element's index in the flat buffer of its role.</param>
/// <param name="Role">Whether it is learned.</param>
/// <param name="Initializer">How a new network fills it.</param>
/// <param name="FanIn">Inputs that meet in one output value, for initialisers that scale by it.</param>
/// <param name="FanOut">Outputs that one input value reaches, for initialisers that scale by it.</param>
public sealed record TensorSlot(
    string Name, ImmutableArray<int> Shape, int Offset, SlotRole Role, Initializer Initializer, int FanIn, int FanOut)
{
    /// <summary>The number of elements: the product of <see cref="Shape"/>.</summary>
    public int Length { get; } = Shape.Aggregate(1, (product, extent) => checked(product * extent));
}
