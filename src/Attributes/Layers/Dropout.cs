namespace CompiledNets;

/// <summary>In training, zeroes each element with probability <c>rate</c> and divides the others by <c>1 − rate</c>, so that the mean
/// stays; in inference, nothing (Srivastava et al. 2014). PyTorch's <c>Dropout</c>.</summary>
/// <param name="rate">The share to drop, from 0 to below 1.</param>
public sealed class DropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>The share to drop.</summary>
    public double Rate { get; } = rate;
}

public static partial class Ops
{
    /// <inheritdoc cref="DropoutAttribute"/>
    /// <param name="x">Any shape.</param>
    /// <param name="rate">The share to drop, from 0 to below 1.</param>
    public static Tensor Dropout(Tensor x, double rate) => throw Description.Only;
}
