namespace CompiledNets;

/// <summary>The mean of <c>−(target · log p + (1 − target) · log(1 − p))</c> over all axes. PyTorch's <c>BCELoss</c>.</summary>
public sealed class BinaryCrossEntropyAttribute : LossAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="BinaryCrossEntropyAttribute"/>
    /// <param name="probability">Any shape, each from 0 to 1. For logits, <see cref="BinaryCrossEntropyWithLogits"/> is exact where
    /// this one is not.</param>
    /// <param name="target">From 0 to 1; the same shape, or one number for all.</param>
    public static Tensor BinaryCrossEntropy(Tensor probability, Tensor target) => throw Description.Only;
}
