using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>How a recurrent layer's one direction runs over the sequence of one sample.</summary>
/// <param name="Steps">Steps of the sequence.</param>
/// <param name="Units">Values of the hidden state.</param>
/// <param name="Reverse">From the last step to the first.</param>
/// <param name="HasInitial">Whether the state before the first step is given; it is zero otherwise.</param>
/// <param name="KeepsGates">Whether a step's row of results has, after the state, what its gradient needs.</param>
/// <param name="HiddenGradient">Whether the gradient of a row that comes from outside is that of h alone.</param>
/// <param name="PackedWeight">Whether the weight is what <see cref="Recurrent.Pack"/> made of it, for a gradient
/// <see cref="Recurrent.PackForGradient"/>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct RecurrentShape(
    int Steps, int Units, bool Reverse = false, bool HasInitial = false, bool KeepsGates = false, bool HiddenGradient = false,
    bool PackedWeight = false)
{
    /// <summary>The step of the sequence that is number <paramref name="turn"/> to be computed.</summary>
    internal int StepAt(int turn) => Reverse ? Steps - 1 - turn : turn;

    /// <summary>Values of a row of results.</summary>
    internal int Width<TCell>()
        where TCell : struct, IRecurrentCell =>
        (TCell.States + (KeepsGates ? TCell.Kept : 0)) * Units;

    /// <summary>Values of a row of their gradient.</summary>
    internal int GradientWidth<TCell>()
        where TCell : struct, IRecurrentCell =>
        HiddenGradient ? Units : Width<TCell>();
}
