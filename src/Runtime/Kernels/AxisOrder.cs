using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>A permutation of the axes of one sample, for <see cref="Movement.Permute(AxisOrder, int, ReadOnlySpan{float}, Span{float})"/>.</summary>
/// <param name="shape">The extents before, at most six.</param>
/// <param name="axes">For each axis after, which one it was before.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AxisOrder(int[] shape, int[] axes)
{
    private readonly int[] shape = shape, axes = axes;

    /// <summary>Values of one sample.</summary>
    public int Size { get; } = shape.Aggregate(1, (size, extent) => checked(size * extent));

    internal ReadOnlySpan<int> Shape => shape;

    internal ReadOnlySpan<int> Axes => axes;
}
