namespace CompiledNets;

/// <summary>The mean of <c>−logProbabilities[label]</c>. PyTorch's <c>NLLLoss</c>. After <see cref="LogSoftmaxAttribute"/> it is
/// <see cref="SoftmaxCrossEntropyAttribute"/>, which is faster in one piece.</summary>
public sealed class NegativeLogLikelihoodAttribute : LossAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="NegativeLogLikelihoodAttribute"/>
    /// <param name="logProbabilities">(classes), or (steps, classes).</param>
    /// <param name="labels">(), or (steps), each from 0 to classes − 1; others are an exception of the emitted call.</param>
    public static Tensor NegativeLogLikelihood(Tensor logProbabilities, Tokens labels) => throw Description.Only;
}
