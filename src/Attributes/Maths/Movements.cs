namespace CompiledNets;

public static partial class Ops
{
    /// <summary>The last two axes exchanged: (…, m, n) to (…, n, m). PyTorch's <c>transpose(-1, -2)</c>.</summary>
    /// <param name="x">At least two axes.</param>
    public static Tensor Transpose(Tensor x) => throw Description.Only;

    /// <summary>The axes of a sample in another order: axis i of the result is axis <c>axes[i]</c> of x. PyTorch's <c>permute</c> on one
    /// sample.</summary>
    /// <param name="x">At most six axes.</param>
    /// <param name="axes">Each axis of x once; 0 is the first axis of a sample, -1 the last.</param>
    public static Tensor Permute(Tensor x, params int[] axes) => throw Description.Only;

    /// <summary>Tensors of one shape side by side along a new axis. PyTorch's <c>stack</c>.</summary>
    /// <param name="axis">Where the new axis stands in the result: 0 is first, -1 last.</param>
    /// <param name="parts">One or more, of one shape.</param>
    public static Tensor Stack(int axis, params Tensor[] parts) => throw Description.Only;

    /// <summary>The positions from start to before end on one axis; <c>x[start..end]</c> is the same on the first. PyTorch's
    /// <c>narrow</c>.</summary>
    /// <param name="x">At least one axis.</param>
    /// <param name="axis">0 is the first axis of a sample, -1 the last.</param>
    /// <param name="start">The first position, from 0.</param>
    /// <param name="end">One past the last position, at most the axis's extent.</param>
    public static Tensor Slice(Tensor x, int axis, int start, int end) => throw Description.Only;

    /// <summary>x repeated along axes of extent 1, and along new ones before its first. PyTorch's <c>broadcast_to</c> on one sample.</summary>
    /// <param name="x">A shape that broadcasts to the new one.</param>
    /// <param name="shape">The new extents.</param>
    public static Tensor Broadcast(Tensor x, params int[] shape) => throw Description.Only;

    /// <summary>Sums of all values up to each position of an axis, its own included. PyTorch's <c>cumsum</c>.</summary>
    /// <param name="x">At least one axis.</param>
    /// <param name="axis">0 is the first axis of a sample, -1 the last.</param>
    public static Tensor CumulativeSum(Tensor x, int axis) => throw Description.Only;
}
