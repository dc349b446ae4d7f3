namespace CompiledNets;

/// <summary>Fully connected: <c>y = x·Wᵀ + b</c> over the last axis, (…, in) to (…, units). PyTorch's <c>Linear</c>.</summary>
/// <remarks>Weight (units, in), bias (units). With <see cref="TiedTo"/> the weight is another layer's, as in PyTorch's
/// <c>head.weight = embed.weight</c> (Press and Wolf 2017): stored once, under that layer's name, with the gradients of both uses.</remarks>
/// <param name="units">Features out, at least 1.</param>
public sealed class DenseAttribute(int units) : LayerAttribute
{
    /// <summary>Features out.</summary>
    public int Units { get; } = units;

    /// <summary>Whether to add b.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weight starts.</summary>
    public Initializer Initializer { get; set; }

    /// <summary>The part whose weight this layer uses instead of one of its own: <c>TiedTo = nameof(Embed)</c>, where Embed is one
    /// embedding of (units, in) or one dense layer of that shape.</summary>
    public string? TiedTo { get; set; }
}

public static partial class Ops
{
    /// <inheritdoc cref="DenseAttribute"/>
    /// <param name="x">(…, in).</param>
    /// <param name="units">Features out, at least 1.</param>
    /// <param name="bias">Whether to add b.</param>
    /// <param name="initializer">How the weight starts.</param>
    /// <param name="tiedTo">The part whose weight this layer uses instead of one of its own: <c>nameof(Embed)</c>.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    public static Tensor Dense(
        Tensor x, int units, bool bias = true, Initializer initializer = Initializer.Default, string? tiedTo = null, string? name = null) =>
        throw Description.Only;
}
