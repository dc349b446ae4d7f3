namespace CompiledNets;

/// <summary>Binary cross-entropy of σ(logits): the mean of <c>max(x, 0) − x · target + log(1 + e^−|x|)</c> over all axes. PyTorch's
/// <c>BCEWithLogitsLoss</c>.</summary>
public sealed class BinaryCrossEntropyWithLogitsAttribute : LossAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="BinaryCrossEntropyWithLogitsAttribute"/>
    /// <param name="logits">Any shape, before the sigmoid.</param>
    /// <param name="target">From 0 to 1; the same shape, or one number for all.</param>
    public static Tensor BinaryCrossEntropyWithLogits(Tensor logits, Tensor target) => throw Description.Only;
}
