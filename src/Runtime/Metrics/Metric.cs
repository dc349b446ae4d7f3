namespace CompiledNets;

/// <summary>A number that says how well a forward entry point does, gathered batch by batch.</summary>
/// <remarks>A metric keeps the sums of one pass over the data, so it belongs to one <see cref="Trainer"/> at a time.</remarks>
public abstract class Metric
{
    /// <summary>Names what to compare.</summary>
    /// <param name="name">What results call it.</param>
    /// <param name="forward">The forward entry point, or <c>null</c> for the network's only one.</param>
    /// <param name="target">The column that holds what should come out, or <c>null</c> for the only column that the
    /// objective takes and the forward entry point does not.</param>
    /// <param name="output">Which of the entry point's outputs, or <c>null</c> for its only one.</param>
    protected Metric(string name, string? forward, string? target, string? output)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Forward = forward;
        Target = target;
        Output = output;
    }

    /// <summary>What results call it.</summary>
    public string Name { get; }

    /// <summary>The forward entry point, if named.</summary>
    public string? Forward { get; }

    /// <summary>The column to compare with, if named.</summary>
    public string? Target { get; }

    /// <summary>The output to compare, if named.</summary>
    public string? Output { get; }

    /// <summary>A column of one int per sample that tells groups apart, if the metric asks for one:
    /// <see cref="MetricBatch.Groups"/>.</summary>
    public virtual string? GroupColumn => null;

    /// <summary>Whether greater values are better ones.</summary>
    public virtual bool HigherIsBetter => false;

    /// <summary>The value over all samples since <see cref="Reset"/>; not a number where there were none.</summary>
    public abstract double Value { get; }

    /// <summary>Forgets all samples.</summary>
    public abstract void Reset();

    /// <summary>Adds a batch.</summary>
    public abstract void Add(MetricBatch batch);

    /// <summary>Whether the metric can compare an output with a column of such kinds and shapes.</summary>
    public abstract bool CanCompare(EntryColumn output, EntryColumn target);
}

/// <summary>What a metric compares: an output for some samples and what should have come out.</summary>
public readonly ref struct MetricBatch
{
    /// <summary>Samples.</summary>
    public required int Count { get; init; }

    /// <summary>The output's name and shape.</summary>
    public required EntryColumn Output { get; init; }

    /// <summary>The column's name, kind and shape.</summary>
    public required EntryColumn Target { get; init; }

    /// <summary>The outputs, one sample after another.</summary>
    public required ReadOnlySpan<float> Outputs { get; init; }

    /// <summary>What should have come out, if the column holds floats.</summary>
    public ReadOnlySpan<float> Floats { get; init; }

    /// <summary>What should have come out, if the column holds ints.</summary>
    public ReadOnlySpan<int> Tokens { get; init; }

    /// <summary>The group of each sample, if the metric names a <see cref="Metric.GroupColumn"/>.</summary>
    public ReadOnlySpan<int> Groups { get; init; }

    /// <summary>One of the samples as a batch of its own.</summary>
    internal MetricBatch Sample(int index) => new()
    {
        Count = 1,
        Output = Output,
        Target = Target,
        Outputs = Outputs.Slice(index * Output.Size, Output.Size),
        Floats = Floats.IsEmpty ? default : Floats.Slice(index * Target.Size, Target.Size),
        Tokens = Tokens.IsEmpty ? default : Tokens.Slice(index * Target.Size, Target.Size),
    };
}
