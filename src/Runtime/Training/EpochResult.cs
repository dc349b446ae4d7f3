using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>The value of a metric.</summary>
/// <param name="Name">The metric's name.</param>
/// <param name="Value">Its value over all samples.</param>
public readonly record struct MetricValue(string Name, double Value);

/// <summary>What came out of an epoch.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="TrainingLoss">The mean over the epoch's samples, each taken as its batch was trained.</param>
/// <param name="ValidationLoss">The mean over the validation samples after the epoch; <c>null</c> where there are none.</param>
/// <param name="Metrics">The metrics after the epoch, over the validation samples, or over the training samples where
/// there are no others.</param>
/// <param name="LearningRate">The rate of the epoch's last step.</param>
/// <param name="Duration">Training and validation together.</param>
/// <param name="SamplesPerSecond">Training alone.</param>
public sealed record EpochResult(
    int Epoch, double TrainingLoss, double? ValidationLoss, ImmutableArray<MetricValue> Metrics,
    double LearningRate, TimeSpan Duration, double SamplesPerSecond)
{
    /// <summary>The value of a metric.</summary>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public double Metric(string name)
    {
        foreach (MetricValue metric in Metrics)
        {
            if (metric.Name == name)
            {
                return metric.Value;
            }
        }

        throw new ArgumentException(
            $"There is no metric '{name}' among {string.Join(", ", Metrics.Select(metric => $"'{metric.Name}'"))}.", nameof(name));
    }
}
