namespace CompiledNets;

/// <summary>Leaky rectifier: <c>x</c> above zero, <c>slope · x</c> below (Maas et al. 2013). PyTorch's <c>LeakyReLU</c>.</summary>
/// <param name="slope">The slope below zero.</param>
public sealed class LeakyReLUAttribute(double slope = 0.01) : LayerAttribute
{
    /// <summary>The slope below zero.</summary>
    public double Slope { get; } = slope;
}

public static partial class Ops
{
    /// <inheritdoc cref="LeakyReLUAttribute"/>
    /// <param name="x">Any shape; it stays.</param>
    /// <param name="slope">The slope below zero.</param>
    public static Tensor LeakyReLU(Tensor x, double slope = 0.01) => throw Description.Only;
}
