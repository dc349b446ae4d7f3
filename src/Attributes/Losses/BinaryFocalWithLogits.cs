namespace CompiledNets;

/// <summary>The focal loss (Lin et al. 2017, "Focal Loss for Dense Object Detection") of p = σ(logits): the mean of
/// <c>−αₜ · (1 − pₜ)^gamma · log pₜ</c> over all axes, where pₜ is p and αₜ is alpha for a target of 1, and both are one minus that for
/// a target of 0. torchvision's <c>sigmoid_focal_loss</c>, whose defaults these are.</summary>
public sealed class BinaryFocalWithLogitsAttribute : LossAttribute
{
    /// <summary>How little the samples that are right already count: at least 0, where 0 is the cross-entropy.</summary>
    public double Gamma { get; set; } = 2;

    /// <summary>What a target of 1 counts, from 0 to 1; a target of 0 counts the rest.</summary>
    public double Alpha { get; set; } = 0.25;
}

public static partial class Ops
{
    /// <inheritdoc cref="BinaryFocalWithLogitsAttribute"/>
    /// <param name="logits">Any shape, before the sigmoid.</param>
    /// <param name="target">Each 0 or 1: the same shape, or one number for all.</param>
    /// <param name="gamma">How little the samples that are right already count: at least 0, where 0 is the cross-entropy.</param>
    /// <param name="alpha">What a target of 1 counts, from 0 to 1; a target of 0 counts the rest.</param>
    public static Tensor BinaryFocalWithLogits(Tensor logits, Tensor target, double gamma = 2, double alpha = 0.25) => throw Description.Only;
}
