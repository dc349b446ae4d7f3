namespace CompiledNets;

/// <summary>How <see cref="Precision"/>, <see cref="Recall"/> and <see cref="F1"/> make one number of several classes.</summary>
public enum ClassAverage
{
    /// <summary>Of class 1 alone, the positive one.</summary>
    Binary,

    /// <summary>The mean over the classes that occur as label or answer, each as important as the others.</summary>
    Macro,

    /// <summary>Hits, answers and labels summed over all classes first: where each answer is one class, the accuracy.</summary>
    Micro,
}

/// <summary>What <see cref="Precision"/>, <see cref="Recall"/> and <see cref="F1"/> share: counts of answers, averaged
/// over classes.</summary>
/// <remarks>Outputs and labels are as for <see cref="Accuracy"/>. A ratio of a class that would be 0 / 0 counts as 0, as in
/// scikit-learn.</remarks>
public abstract class ClassAverageMetric : Metric
{
    private readonly ClassCounts counts;
    private readonly ClassAverage? average;

    private protected ClassAverageMetric(
        string name, ClassAverage? average, string? forward, string? labels, string? output, float threshold)
        : base(name, forward, labels, output)
    {
        this.average = average;
        counts = new ClassCounts(threshold);
    }

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            if (counts.Total == 0)
            {
                return double.NaN;
            }

            return (average ?? (counts.Classes == 2 ? ClassAverage.Binary : ClassAverage.Macro)) switch
            {
                ClassAverage.Binary => ValueOf(1),
                ClassAverage.Micro => Micro(),
                _ => Macro(),
            };
        }
    }

    /// <summary>The value for one class against all others; 0 where nothing tells.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class among those seen.</exception>
    public double ValueOf(int number)
    {
        if ((uint)number >= (uint)counts.Classes)
        {
            throw new ArgumentOutOfRangeException(nameof(number), number, $"There are {counts.Classes} classes.");
        }

        (long hits, long answered, long right) = counts.Of(number);
        return Ratio(hits, answered, right);
    }

    /// <inheritdoc/>
    public override void Reset() => counts.Reset();

    /// <inheritdoc/>
    public override bool CanCompare(EntryColumn output, EntryColumn target) =>
        Classification.CanCompare(output, target) && (average != ClassAverage.Binary || Classification.Classes(output) == 2);

    /// <inheritdoc/>
    public override void Add(MetricBatch batch) => counts.Add(batch);

    /// <summary>The ratio of a class that was <paramref name="answered"/> and <paramref name="right"/> so often, and both
    /// at once <paramref name="hits"/> times.</summary>
    private protected abstract double Ratio(long hits, long answered, long right);

    private protected static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private double Micro()
    {
        long hits = 0;
        for (int number = 0; number < counts.Classes; number++)
        {
            hits += counts[number, number];
        }

        return Ratio(hits, counts.Total, counts.Total);
    }

    private double Macro()
    {
        double sum = 0;
        int classes = 0;
        for (int number = 0; number < counts.Classes; number++)
        {
            (long hits, long answered, long right) = counts.Of(number);
            if (answered + right > 0)
            {
                sum += Ratio(hits, answered, right);
                classes++;
            }
        }

        return sum / classes;
    }
}
