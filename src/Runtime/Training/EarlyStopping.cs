namespace CompiledNets;

/// <summary>Ends a training that no longer gets better.</summary>
/// <remarks>Judged after each epoch, by the validation loss (the training loss where nothing is held out) or by a metric.</remarks>
public sealed class EarlyStopping
{
    /// <summary>Sets the rule.</summary>
    /// <param name="patience">After how many epochs in a row without improvement training ends, at least 1.</param>
    /// <param name="minDelta">What counts as an improvement: more than this. At least 0.</param>
    /// <param name="metric">The name of the metric to judge by, or <c>null</c> for the loss.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public EarlyStopping(int patience = 5, double minDelta = 0, string? metric = null)
    {
        Patience = Hyperparameter.AtLeast(1, patience, nameof(patience));
        MinDelta = Hyperparameter.NotNegative(minDelta, nameof(minDelta));
        Metric = metric;
    }

    /// <summary>After how many epochs in a row without improvement training ends.</summary>
    public int Patience { get; }

    /// <summary>An improvement is more than this.</summary>
    public double MinDelta { get; }

    /// <summary>The name of the metric to judge by, or <c>null</c> for the loss.</summary>
    public string? Metric { get; }

    /// <summary>Whether the network ends with the parameters and the state of its best epoch, however training ended.</summary>
    public bool RestoreBest { get; init; } = true;
}
