namespace CompiledNets;

/// <summary>The hinge loss of a support vector machine (Cortes and Vapnik 1995): the mean of <c>max(0, margin − target · scores)</c>
/// over all axes. PyTorch writes it <c>relu(margin - target * scores).mean()</c>; its <c>HingeEmbeddingLoss</c> is another one.</summary>
public sealed class HingeAttribute : LossAttribute
{
    /// <summary>How far on the right side a score costs nothing, above 0.</summary>
    public double Margin { get; set; } = 1;
}

public static partial class Ops
{
    /// <inheritdoc cref="HingeAttribute"/>
    /// <param name="scores">Any shape: positive for one class, negative for the other.</param>
    /// <param name="target">Each 1 or −1: the same shape, or one number for all.</param>
    /// <param name="margin">How far on the right side a score costs nothing, above 0.</param>
    public static Tensor Hinge(Tensor scores, Tensor target, double margin = 1) => throw Description.Only;
}
