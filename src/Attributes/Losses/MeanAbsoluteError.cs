namespace CompiledNets;

/// <summary>The mean of <c>|prediction − target|</c> over all axes. PyTorch's <c>L1Loss</c>.</summary>
public sealed class MeanAbsoluteErrorAttribute : LossAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="MeanAbsoluteErrorAttribute"/>
    /// <param name="prediction">Any shape.</param>
    /// <param name="target">The same shape, or one number for all.</param>
    public static Tensor MeanAbsoluteError(Tensor prediction, Tensor target) => throw Description.Only;
}
