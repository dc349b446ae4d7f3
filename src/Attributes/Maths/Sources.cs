namespace CompiledNets;

public static partial class Ops
{
    /// <summary>Fresh samples of N(0, 1), for every sample of the batch. PyTorch's <c>randn</c>.</summary>
    /// <remarks>Computed from (seed, step, place in the graph, element). Training calls advance the step; evaluation samples
    /// too, and leaves it.</remarks>
    /// <param name="shape">The shape per sample; none for one value.</param>
    public static Tensor RandomNormal(params int[] shape) => throw Description.Only;

    /// <summary>0, 1, …, count − 1: positions for an embedding, shape (count). PyTorch's <c>arange</c>.</summary>
    /// <param name="count">At least 1.</param>
    public static Tokens Arange(int count) => throw Description.Only;
}
