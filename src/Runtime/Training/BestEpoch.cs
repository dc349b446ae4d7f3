namespace CompiledNets;

/// <summary>Remembers which epoch was the best so far, and how the network was after it where it must return there.</summary>
internal sealed class BestEpoch
{
    private readonly EarlyStopping? rule;
    private readonly bool higherIsBetter;
    private double value;
    private int epochs;

    /// <exception cref="ArgumentException">The rule watches a metric that is not measured.</exception>
    public BestEpoch(EarlyStopping? rule, IReadOnlyList<Metric> metrics)
    {
        this.rule = rule;
        if (rule?.Metric is { } name)
        {
            Metric watched = metrics.FirstOrDefault(metric => metric.Name == name)
                ?? throw new ArgumentException($"Early stopping watches the metric '{name}', which Metrics does not have.");
            higherIsBetter = watched.HigherIsBetter;
        }
    }

    /// <summary>The best epoch's number, from 1; 0 before there is one.</summary>
    public int Epoch { get; private set; }

    /// <summary>Whether there have been too many epochs since.</summary>
    public bool PatienceIsOver => rule is not null && epochs - Epoch >= rule.Patience;

    /// <summary>The epoch that the network must return to, from 1; 0 if to none.</summary>
    public int KeptEpoch => rule is { RestoreBest: true } ? Epoch : 0;

    /// <summary>The parameters after <see cref="KeptEpoch"/>.</summary>
    public float[] Parameters { get; private set; } = [];

    /// <summary>The state after <see cref="KeptEpoch"/>.</summary>
    public float[] State { get; private set; } = [];

    /// <summary>Judges an epoch, after which the network is as it is now.</summary>
    public void Add(EpochResult epoch, NetworkCore core)
    {
        epochs++;
        double now = rule?.Metric is { } metric ? epoch.Metric(metric) : epoch.ValidationLoss ?? epoch.TrainingLoss;
        double gain = higherIsBetter ? now - value : value - now;
        if (double.IsFinite(now) && (Epoch == 0 || gain > (rule?.MinDelta ?? 0)))
        {
            (Epoch, value) = (epoch.Epoch, now);
            if (KeptEpoch > 0)
            {
                Parameters = core.Parameters.ToArray();
                State = core.State.ToArray();
            }
        }
    }

    /// <summary>Returns the network to <see cref="KeptEpoch"/>, if there is one.</summary>
    public void Restore(NetworkCore core)
    {
        if (KeptEpoch > 0)
        {
            Parameters.CopyTo(core.WriteParameters());
            State.CopyTo(core.WritableState);
        }
    }
}
