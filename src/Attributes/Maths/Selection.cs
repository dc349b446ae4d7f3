namespace CompiledNets;

public static partial class Ops
{
    /// <summary>Where the largest value along an axis stands; the axis goes. Of equal ones it is the first, and NaN counts as the largest.
    /// PyTorch's <c>argmax</c>.</summary>
    /// <remarks>A position has no slope: no gradient flows through it, as through <see cref="StopGradient"/>.</remarks>
    /// <param name="x">At least one axis.</param>
    /// <param name="axis">0 is the first axis of a sample, -1 the last.</param>
    public static Tokens ArgMax(Tensor x, int axis = -1) => throw Description.Only;

    /// <summary>The largest values along the last axis, in descending order, and where they stand: (…, n) to (…, count) both. Of equal ones
    /// the first comes first, and NaN counts as the largest. PyTorch's <c>topk</c>.</summary>
    /// <remarks>Gradients flow through the values to the places that they were picked from, and none through the indices.</remarks>
    /// <param name="x">(…, n).</param>
    /// <param name="count">How many, from 1 to n.</param>
    public static (Tensor Values, Tokens Indices) TopK(Tensor x, int count) => throw Description.Only;
}
