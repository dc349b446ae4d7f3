namespace CompiledNets;

public static partial class Ops
{
    /// <summary>1 where a > b, else 0, for each pair of elements; no gradient flows through it. PyTorch's <c>gt</c>.</summary>
    /// <param name="a">Any shape.</param>
    /// <param name="b">A shape that broadcasts with it.</param>
    public static Tensor Greater(Tensor a, Tensor b) => throw Description.Only;

    /// <summary>1 where a &lt; b, else 0, for each pair of elements; no gradient flows through it. PyTorch's <c>lt</c>.</summary>
    /// <param name="a">Any shape.</param>
    /// <param name="b">A shape that broadcasts with it.</param>
    public static Tensor Less(Tensor a, Tensor b) => throw Description.Only;

    /// <summary>a where the condition is above 0, else b, element by element. Gradients flow to the one that was chosen. PyTorch's
    /// <c>where</c>.</summary>
    /// <param name="condition">A mask of <see cref="Greater"/>, <see cref="Less"/> or an input.</param>
    /// <param name="a">A shape that broadcasts with it.</param>
    /// <param name="b">A shape that broadcasts with both.</param>
    public static Tensor Where(Tensor condition, Tensor a, Tensor b) => throw Description.Only;

    /// <summary>Each element moved into [low, high]; outside, its gradient is 0. PyTorch's <c>clamp</c>.</summary>
    /// <param name="x">Any shape; it stays.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">The largest value, at least <paramref name="low"/>.</param>
    public static Tensor Clamp(Tensor x, double low, double high) => throw Description.Only;
}
