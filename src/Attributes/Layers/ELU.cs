namespace CompiledNets;

/// <summary>Exponential linear unit: <c>x</c> above zero, <c>alpha · (eˣ − 1)</c> below (Clevert et al. 2015). PyTorch's
/// <c>ELU</c>.</summary>
/// <param name="alpha">Minus the limit at −∞.</param>
public sealed class ELUAttribute(double alpha = 1) : LayerAttribute
{
    /// <summary>Minus the limit at −∞.</summary>
    public double Alpha { get; } = alpha;
}

public static partial class Ops
{
    /// <inheritdoc cref="ELUAttribute"/>
    /// <param name="x">Any shape; it stays.</param>
    /// <param name="alpha">Minus the limit at −∞.</param>
    public static Tensor ELU(Tensor x, double alpha = 1) => throw Description.Only;
}
