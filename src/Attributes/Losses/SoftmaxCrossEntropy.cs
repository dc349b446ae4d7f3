namespace CompiledNets;

/// <summary>Cross-entropy of softmax(logits) over the last axis against class labels: <c>log Σⱼ e^logitsⱼ − logits[label]</c>, the mean
/// over the other axes. PyTorch's <c>CrossEntropyLoss</c>.</summary>
/// <remarks>Logits (classes) take labels (), logits (steps, classes) labels (steps). Do not apply softmax before it.</remarks>
public sealed class SoftmaxCrossEntropyAttribute : LossAttribute
{
    /// <summary>The share of each label that is spread evenly over all classes, from 0 to 1 (Szegedy et al. 2016).</summary>
    public double LabelSmoothing { get; set; }
}

public static partial class Ops
{
    /// <inheritdoc cref="SoftmaxCrossEntropyAttribute"/>
    /// <param name="logits">(…, classes), before softmax.</param>
    /// <param name="labels">(…), each from 0 to classes − 1; others are an exception of the emitted call.</param>
    /// <param name="labelSmoothing">The share of each label that is spread evenly over all classes, from 0 to 1.</param>
    public static Tensor SoftmaxCrossEntropy(Tensor logits, Tokens labels, double labelSmoothing = 0) => throw Description.Only;

    /// <summary>Cross-entropy of softmax(logits) over the last axis against a distribution:
    /// <c>−Σⱼ distribution[j] · log softmax(logits)[j]</c>, the mean over the other axes. PyTorch's <c>CrossEntropyLoss</c>.</summary>
    /// <param name="logits">(…, classes), before softmax.</param>
    /// <param name="distribution">(…, classes), each row summing to 1.</param>
    /// <param name="labelSmoothing">The share of each row that is spread evenly over all classes, from 0 to 1.</param>
    public static Tensor SoftmaxCrossEntropy(Tensor logits, Tensor distribution, double labelSmoothing = 0) =>
        throw Description.Only;
}
