namespace CompiledNets;

/// <summary>The mean of <c>(prediction − target)²</c> over all axes. PyTorch's <c>MSELoss</c>.</summary>
public sealed class MeanSquaredErrorAttribute : LossAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="MeanSquaredErrorAttribute"/>
    /// <param name="prediction">Any shape.</param>
    /// <param name="target">The same shape, or one number for all.</param>
    public static Tensor MeanSquaredError(Tensor prediction, Tensor target) => throw Description.Only;
}
