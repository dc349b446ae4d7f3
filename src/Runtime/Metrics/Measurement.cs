using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>Metrics without training: how well a network does on data.</summary>
public static class Measurement
{
    /// <summary>Runs a network over data and gathers metrics.</summary>
    /// <param name="objective">Says which columns are targets: <c>net.Objectives.Loss</c>. It is not computed.</param>
    /// <param name="data">The samples to judge by.</param>
    /// <param name="metrics">What to measure; each has its value afterwards.</param>
    /// <param name="batchSize">Samples per run of the network, at least 1.</param>
    /// <param name="scalars">The values of the network's <c>float</c> parameters, by name, if it has such.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <exception cref="ArgumentException">Columns are missing or do not fit, or a metric does not.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImmutableArray<MetricValue> Measure(
        this Objective objective, Dataset data, IReadOnlyList<Metric> metrics, int batchSize = 256,
        IReadOnlyDictionary<string, double>? scalars = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(metrics);
        MetricPlan plan = MetricPlan.For(objective, metrics);
        Hyperparameter.AtLeast(1, batchSize, nameof(batchSize));
        var constants = (scalars ?? ImmutableDictionary<string, double>.Empty)
            .ToDictionary(pair => pair.Key, pair => new Func<long, double>(_ => pair.Value));
        BoundDataset bound = BoundDataset.Bind(
            data.WithoutAugmentation(), "given", batchSize, plan.Forwards, plan.Targets, new RunTimeScalars(constants, objective.Network.Core));
        ForwardPass[] passes = [.. plan.Forwards.Select(forward => new ForwardPass(forward, bound, plan, batchSize))];
        foreach (Metric metric in metrics)
        {
            metric.Reset();
        }

        foreach (Batch _ in bound.Batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (ForwardPass pass in passes)
            {
                pass.Run();
            }
        }

        return [.. metrics.Select(metric => new MetricValue(metric.Name, metric.Value))];
    }
}
