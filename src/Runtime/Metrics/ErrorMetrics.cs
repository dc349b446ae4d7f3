namespace CompiledNets;

/// <summary>A mean over the differences between outputs and floats of the same size.</summary>
public abstract class ErrorMetric : Metric
{
    private double sum;
    private long count;

    private protected ErrorMetric(string name, string? forward, string? target, string? output)
        : base(name, forward, target, output)
    {
    }

    /// <inheritdoc/>
    public override double Value => sum / count;

    /// <inheritdoc/>
    public override void Reset() => (sum, count) = (0, 0);

    /// <inheritdoc/>
    public override bool CanCompare(EntryColumn output, EntryColumn target)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(target);
        return target.Kind == ColumnKind.Tensor && target.Size == output.Size;
    }

    /// <inheritdoc/>
    public override void Add(MetricBatch batch)
    {
        for (int i = 0; i < batch.Outputs.Length; i++)
        {
            sum += Term((double)batch.Outputs[i] - batch.Floats[i]);
        }

        count += batch.Outputs.Length;
    }

    /// <summary>What one difference adds to the sum.</summary>
    private protected abstract double Term(double difference);
}

/// <summary>The mean of |output - target|.</summary>
/// <param name="forward">The forward entry point, or <c>null</c> for the network's only one.</param>
/// <param name="target">The column to compare with, or <c>null</c> for the only column that the objective takes and the
/// forward entry point does not.</param>
/// <param name="output">Which of the entry point's outputs, or <c>null</c> for its only one.</param>
/// <param name="name">What results call it.</param>
public sealed class MeanAbsoluteErrorMetric(
    string? forward = null, string? target = null, string? output = null, string name = "MeanAbsoluteError")
    : ErrorMetric(name, forward, target, output)
{
    private protected override double Term(double difference) => Math.Abs(difference);
}

/// <summary>The mean of (output - target)².</summary>
/// <inheritdoc cref="MeanAbsoluteErrorMetric"/>
public sealed class MeanSquaredErrorMetric(
    string? forward = null, string? target = null, string? output = null, string name = "MeanSquaredError")
    : ErrorMetric(name, forward, target, output)
{
    private protected override double Term(double difference) => difference * difference;
}

/// <summary>The square root of the mean of (output - target)², in the units of the target.</summary>
/// <inheritdoc cref="MeanAbsoluteErrorMetric"/>
public sealed class RootMeanSquaredErrorMetric(
    string? forward = null, string? target = null, string? output = null, string name = "RootMeanSquaredError")
    : ErrorMetric(name, forward, target, output)
{
    /// <inheritdoc/>
    public override double Value => Math.Sqrt(base.Value);

    private protected override double Term(double difference) => difference * difference;
}
