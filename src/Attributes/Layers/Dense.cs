namespace CompiledNets;

/// <summary>Fully connected: <c>y = x·Wᵀ + b</c> over the last axis, (…, in) to (…, units). PyTorch's <c>Linear</c>.</summary>
/// <remarks>Weight (units, in), bias (units).</remarks>
/// <param name="units">Features out, at least 1.</param>
public sealed class DenseAttribute(int units) : LayerAttribute
{
    /// <summary>Features out.</summary>
    public int Units { get; } = units;

    /// <summary>Whether to add b.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weight starts.</summary>
    public Initializer Initializer { get; set; }
}

public static partial class Ops
{
    /// <inheritdoc cref="DenseAttribute"/>
    /// <param name="x">(…, in).</param>
    /// <param name="units">Features out, at least 1.</param>
    /// <param name="bias">Whether to add b.</param>
    /// <param name="initializer">How the weight starts.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    public static Tensor Dense(
        Tensor x, int units, bool bias = true, Initializer initializer = Initializer.Default, string? name = null) =>
        throw Description.Only;
}
