namespace CompiledNets;

/// <summary>With e = prediction − target, the mean of <c>½e²</c> where |e| ≤ delta and <c>delta · (|e| − ½delta)</c> elsewhere
/// (Huber 1964). PyTorch's <c>HuberLoss</c>.</summary>
public sealed class HuberAttribute : LossAttribute
{
    /// <summary>Where the parabola becomes a line, above 0.</summary>
    public double Delta { get; set; } = 1;
}

public static partial class Ops
{
    /// <inheritdoc cref="HuberAttribute"/>
    /// <param name="prediction">Any shape.</param>
    /// <param name="target">The same shape, or one number for all.</param>
    /// <param name="delta">Where the parabola becomes a line, above 0.</param>
    public static Tensor Huber(Tensor prediction, Tensor target, double delta = 1) => throw Description.Only;
}
