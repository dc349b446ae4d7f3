namespace CompiledNets;

/// <summary>The Kullback-Leibler divergence of the target from the prediction: <c>Σⱼ target[j] · (log target[j] − logProbabilities[j])</c> over
/// the last axis, the mean over the others; 0 where a target is 0. PyTorch's <c>KLDivLoss</c> with <c>reduction="batchmean"</c>.</summary>
public sealed class KLDivergenceAttribute : LossAttribute
{
    /// <summary>Whether the target holds logarithms of probabilities too.</summary>
    public bool LogTarget { get; set; }
}

public static partial class Ops
{
    /// <inheritdoc cref="KLDivergenceAttribute"/>
    /// <param name="logProbabilities">(…, classes): what <see cref="LogSoftmax"/> makes.</param>
    /// <param name="target">The same shape, each row a distribution; its logarithm with <paramref name="logTarget"/>.</param>
    /// <param name="logTarget">Whether the target holds logarithms of probabilities too.</param>
    public static Tensor KLDivergence(Tensor logProbabilities, Tensor target, bool logTarget = false) => throw Description.Only;
}
