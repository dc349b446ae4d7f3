namespace CompiledNets;

/// <summary>Hyperbolic tangent. PyTorch's <c>Tanh</c>.</summary>
public sealed class TanhAttribute : LayerAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="TanhAttribute"/>
    /// <param name="x">Any shape; it stays.</param>
    public static Tensor Tanh(Tensor x) => throw Description.Only;
}
