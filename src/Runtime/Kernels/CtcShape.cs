using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>What a CTC loss is compiled for.</summary>
/// <param name="Steps">The most steps of a sample.</param>
/// <param name="Classes">Scores of a step, the blank's included.</param>
/// <param name="Labels">The most labels of a sample.</param>
/// <param name="Blank">The class that says nothing.</param>
/// <param name="ZeroInfinity">Whether samples whose labels do not fit into their steps count 0.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct CtcShape(int Steps, int Classes, int Labels, int Blank, bool ZeroInfinity)
{
    /// <summary>What a sample's −ln p counts.</summary>
    internal double Weight(double surprise, int labels) =>
        ZeroInfinity && double.IsPositiveInfinity(surprise) ? 0 : 1.0 / Math.Max(labels, 1);
}
