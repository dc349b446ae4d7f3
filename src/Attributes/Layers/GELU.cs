namespace CompiledNets;

/// <summary>Gaussian error linear unit, exact: <c>x · Φ(x) = ½x · (1 + erf(x/√2))</c> (Hendrycks and Gimpel 2016).
/// PyTorch's <c>GELU</c>.</summary>
public sealed class GELUAttribute : LayerAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="GELUAttribute"/>
    /// <param name="x">Any shape; it stays.</param>
    public static Tensor GELU(Tensor x) => throw Description.Only;
}
