namespace CompiledNets;

/// <summary>Scaled exponential linear unit: <c>λ·x</c> above zero, <c>λ·α·(eˣ − 1)</c> below, with λ = 1.0507 and α = 1.6733, for which
/// means of 0 and variances of 1 are a fixed point (Klambauer et al. 2017). PyTorch's <c>SELU</c>.</summary>
public sealed class SELUAttribute : LayerAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="SELUAttribute"/>
    /// <param name="x">Any shape; it stays.</param>
    public static Tensor SELU(Tensor x) => throw Description.Only;
}
