namespace CompiledNets;

/// <summary>Sigmoid linear unit, also called swish: <c>x · σ(x)</c> (Elfwing et al. 2017). PyTorch's <c>SiLU</c>.</summary>
public sealed class SiLUAttribute : LayerAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="SiLUAttribute"/>
    /// <param name="x">Any shape; it stays.</param>
    public static Tensor SiLU(Tensor x) => throw Description.Only;
}
