namespace CompiledNets;

public static partial class Ops
{
    /// <summary>The sum over all axes: a value of shape (). PyTorch's <c>sum</c>.</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Sum(Tensor x) => throw Description.Only;

    /// <summary>The sum along one axis. PyTorch's <c>sum</c>.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">0 is the first axis of a sample, -1 the last.</param>
    /// <param name="keepDims">Whether the axis stays with extent 1, so that the result broadcasts against x.</param>
    public static Tensor Sum(Tensor x, int axis, bool keepDims = false) => throw Description.Only;

    /// <summary>The sum along several axes. PyTorch's <c>sum</c>.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">Different axes; 0 is the first of a sample, -1 the last.</param>
    /// <param name="keepDims">Whether the axes stay with extent 1, so that the result broadcasts against x.</param>
    public static Tensor Sum(Tensor x, int[] axes, bool keepDims = false) => throw Description.Only;

    /// <summary>The mean over all axes: a value of shape (). PyTorch's <c>mean</c>.</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Mean(Tensor x) => throw Description.Only;

    /// <summary>The mean along one axis. PyTorch's <c>mean</c>.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">0 is the first axis of a sample, -1 the last.</param>
    /// <param name="keepDims">Whether the axis stays with extent 1, so that the result broadcasts against x.</param>
    public static Tensor Mean(Tensor x, int axis, bool keepDims = false) => throw Description.Only;

    /// <summary>The mean along several axes. PyTorch's <c>mean</c>.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">Different axes; 0 is the first of a sample, -1 the last.</param>
    /// <param name="keepDims">Whether the axes stay with extent 1, so that the result broadcasts against x.</param>
    public static Tensor Mean(Tensor x, int[] axes, bool keepDims = false) => throw Description.Only;

    /// <summary>The largest element over all axes: a value of shape (). PyTorch's <c>amax</c>.</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor Max(Tensor x) => throw Description.Only;

    /// <summary>The largest element along one axis. PyTorch's <c>amax</c>.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">0 is the first axis of a sample, -1 the last.</param>
    /// <param name="keepDims">Whether the axis stays with extent 1, so that the result broadcasts against x.</param>
    public static Tensor Max(Tensor x, int axis, bool keepDims = false) => throw Description.Only;

    /// <summary>The largest element along several axes. PyTorch's <c>amax</c>.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">Different axes; 0 is the first of a sample, -1 the last.</param>
    /// <param name="keepDims">Whether the axes stay with extent 1, so that the result broadcasts against x.</param>
    public static Tensor Max(Tensor x, int[] axes, bool keepDims = false) => throw Description.Only;
}
