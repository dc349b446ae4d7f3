namespace CompiledNets;

/// <summary>The coefficient of determination: R² = 1 - Σ(output - target)² / Σ(target - mean target)², 1 at best, 0 for who
/// always answers the mean.</summary>
/// <remarks>Where samples have several values, the mean of each value's R². A constant target that is met counts as 1, one
/// that is missed as 0, as in scikit-learn. Not a number for fewer than two samples.</remarks>
/// <param name="forward">The forward entry point, or <c>null</c> for the network's only one.</param>
/// <param name="target">The column to compare with, or <c>null</c> for the only column that the objective takes and the
/// forward entry point does not.</param>
/// <param name="output">Which of the entry point's outputs, or <c>null</c> for its only one.</param>
/// <param name="name">What results call it.</param>
public sealed class RSquared(string? forward = null, string? target = null, string? output = null, string name = "RSquared")
    : Metric(name, forward, target, output)
{
    private Sums[] sums = [];
    private long samples;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            double total = 0;
            foreach (Sums value in sums)
            {
                total += value.Spread > 0 ? 1 - value.Errors / value.Spread : value.Errors == 0 ? 1 : 0;
            }

            return samples < 2 ? double.NaN : total / sums.Length;
        }
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        sums.AsSpan().Clear();
        samples = 0;
    }

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
        int size = batch.Output.Size;
        if (sums.Length != size)
        {
            sums = new Sums[size];
            samples = 0;
        }

        for (int i = 0; i < batch.Outputs.Length; i++)
        {
            samples += i % size == 0 ? 1 : 0;
            sums[i % size].Add(batch.Outputs[i], batch.Floats[i], samples);
        }
    }

    /// <summary>Sums over samples; the spread about a mean that is not known yet after Welford (1962).</summary>
    private struct Sums
    {
        private double mean;

        public double Errors { get; private set; }

        public double Spread { get; private set; }

        public void Add(double output, double target, long count)
        {
            Errors += (output - target) * (output - target);
            double difference = target - mean;
            mean += difference / count;
            Spread += difference * (target - mean);
        }
    }
}
