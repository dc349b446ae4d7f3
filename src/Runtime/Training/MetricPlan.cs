using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>The metrics of a training with their names made definite: what each forward entry point is compared with.</summary>
internal sealed class MetricPlan
{
    private MetricPlan(ImmutableArray<PlannedMetric> metrics) => Metrics = metrics;

    public ImmutableArray<PlannedMetric> Metrics { get; }

    /// <summary>The entry points that the metrics need, each once.</summary>
    public IEnumerable<ForwardEntry> Forwards => Metrics.Select(metric => metric.Forward).Distinct();

    /// <summary>The columns that the metrics compare with or tell groups by.</summary>
    public IEnumerable<string> Targets =>
        Metrics.SelectMany(metric => metric.Metric.GroupColumn is { } group ? [metric.Target, group] : new[] { metric.Target }).Distinct();

    /// <summary>Finds what the metrics name, and the only possibility where they name nothing.</summary>
    /// <exception cref="ArgumentException">A name is taken twice or does not exist, or there are several possibilities:
    /// the message lists them.</exception>
    public static MetricPlan For(Objective objective, IReadOnlyList<Metric> metrics)
    {
        string? twice = metrics.GroupBy(metric => metric.Name).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null
            ? new MetricPlan([.. metrics.Select(metric => Plan(objective, metric))])
            : throw new ArgumentException($"There are several metrics '{twice}': name them apart.");
    }

    private static PlannedMetric Plan(Objective objective, Metric metric)
    {
        INetwork network = objective.Network;
        ForwardEntry forward = Choice.OnlyOrNamed(
            network.AllForwards, entry => entry.Name, metric.Forward,
            $"The metric {metric.Name} needs one [Forward] of {network.Core.Layout.NetworkName} to look at");
        int output = forward.Outputs.IndexOf(Choice.OnlyOrNamed(
            forward.Outputs, column => column.Name, metric.Output, $"The metric {metric.Name} needs one output of {forward.Name}"));
        string target = metric.Target ?? Choice.OnlyOrNamed(
            [.. objective.Inputs.Where(input => input.Kind != ColumnKind.Scalar && forward.Inputs.All(other => other.Name != input.Name))],
            column => column.Name, null,
            $"The metric {metric.Name} needs one column to compare with, which {objective.Name} takes and {forward.Name} does not").Name;
        return new PlannedMetric(metric, forward, output, target);
    }
}

/// <summary>A metric, the forward entry point and its output that it looks at, and the column that it compares with.</summary>
internal sealed record PlannedMetric(Metric Metric, ForwardEntry Forward, int Output, string Target);
