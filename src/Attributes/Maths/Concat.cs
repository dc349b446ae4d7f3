namespace CompiledNets;

public static partial class Ops
{
    /// <summary>Tensors one after another along an axis; their other extents agree. PyTorch's <c>cat</c>.</summary>
    /// <param name="axis">0 is the first axis of a sample, -1 the last.</param>
    /// <param name="parts">One or more.</param>
    public static Tensor Concat(int axis, params Tensor[] parts) => throw Description.Only;
}
