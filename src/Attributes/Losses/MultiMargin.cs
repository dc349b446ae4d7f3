namespace CompiledNets;

/// <summary>The hinge loss of several classes: <c>Σⱼ max(0, margin − scores[label] + scores[j]) / classes</c> over all j but the label, the
/// mean over the other axes. PyTorch's <c>MultiMarginLoss</c> with <c>p=1</c>.</summary>
public sealed class MultiMarginAttribute : LossAttribute
{
    /// <summary>How far above the others the label's score must be to cost nothing, above 0.</summary>
    public double Margin { get; set; } = 1;
}

public static partial class Ops
{
    /// <inheritdoc cref="MultiMarginAttribute"/>
    /// <param name="scores">(classes), or (steps, classes).</param>
    /// <param name="labels">(), or (steps), each from 0 to classes − 1; others are an exception of the emitted call.</param>
    /// <param name="margin">How far above the others the label's score must be to cost nothing, above 0.</param>
    public static Tensor MultiMargin(Tensor scores, Tokens labels, double margin = 1) => throw Description.Only;
}
