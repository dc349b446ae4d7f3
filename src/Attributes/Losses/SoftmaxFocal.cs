namespace CompiledNets;

/// <summary>The focal loss (Lin et al. 2017) of several classes: <c>−(1 − p)^gamma · log p</c> with p = softmax(logits)[label], the mean
/// over the other axes.</summary>
public sealed class SoftmaxFocalAttribute : LossAttribute
{
    /// <summary>How little the samples that are right already count: at least 0, where 0 is the cross-entropy.</summary>
    public double Gamma { get; set; } = 2;
}

public static partial class Ops
{
    /// <inheritdoc cref="SoftmaxFocalAttribute"/>
    /// <param name="logits">(classes), or (steps, classes), before softmax.</param>
    /// <param name="labels">(), or (steps), each from 0 to classes − 1; others are an exception of the emitted call.</param>
    /// <param name="gamma">How little the samples that are right already count: at least 0, where 0 is the cross-entropy.</param>
    public static Tensor SoftmaxFocal(Tensor logits, Tokens labels, double gamma = 2) => throw Description.Only;
}
