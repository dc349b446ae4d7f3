namespace CompiledNets;

/// <summary>Logistic function: <c>σ(x) = 1 / (1 + e⁻ˣ)</c>. PyTorch's <c>Sigmoid</c>.</summary>
public sealed class SigmoidAttribute : LayerAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="SigmoidAttribute"/>
    /// <param name="x">Any shape; it stays.</param>
    public static Tensor Sigmoid(Tensor x) => throw Description.Only;
}
