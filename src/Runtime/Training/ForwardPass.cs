using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>A forward entry point that runs on each batch of a dataset, and the metrics that look at its outputs.</summary>
internal sealed class ForwardPass
{
    private readonly ForwardEntry forward;
    private readonly BoundDataset data;
    private readonly BoundColumns inputs;
    private readonly ImmutableArray<PlannedMetric> metrics;
    private readonly int[] targets;
    private readonly int[] groups;
    private readonly AlignedBuffer outputs;
    private readonly int outputSize;

    /// <exception cref="ArgumentException">A metric cannot compare its output with its column.</exception>
    public ForwardPass(ForwardEntry forward, BoundDataset data, MetricPlan plan, int batchSize)
    {
        this.forward = forward;
        this.data = data;
        inputs = data.InputsOf(forward);
        metrics = [.. plan.Metrics.Where(metric => metric.Forward == forward)];
        targets = [.. metrics.Select(metric => data.IndexOf(metric.Target))];
        groups = [.. metrics.Select(metric => GroupColumn(data, metric.Metric))];
        outputSize = forward.Outputs.Sum(output => output.Size);
        outputs = new AlignedBuffer(checked(Math.Min(batchSize, data.Count) * outputSize));
        foreach (PlannedMetric metric in metrics)
        {
            EntryColumn output = forward.Outputs[metric.Output];
            EntryColumn target = data.Column(data.IndexOf(metric.Target));
            if (!metric.Metric.CanCompare(output, target))
            {
                throw new ArgumentException($"The metric {metric.Metric.Name} cannot compare {forward.Name}'s '{output}' with '{target}'.");
            }
        }
    }

    /// <summary>Runs the entry point on the dataset's present batch and adds what comes out to the metrics.</summary>
    public void Run()
    {
        int count = inputs.Count;
        Span<float> values = outputs.Span[..(count * outputSize)];
        forward.Run(inputs, values);
        for (int i = 0; i < metrics.Length; i++)
        {
            EntryColumn output = forward.Outputs[metrics[i].Output];
            EntryColumn target = data.Column(targets[i]);
            bool floats = target.Kind == ColumnKind.Tensor;
            metrics[i].Metric.Add(new MetricBatch
            {
                Count = count,
                Output = output,
                Target = target,
                Outputs = values.Slice(count * SizeBefore(metrics[i].Output), count * output.Size),
                Floats = floats ? data.Batches.Batch.Floats(targets[i]) : default,
                Tokens = floats ? default : data.Batches.Batch.Tokens(targets[i]),
                Groups = groups[i] < 0 ? default : data.Batches.Batch.Tokens(groups[i]),
            });
        }
    }

    /// <summary>The number of the column that tells a metric's groups apart; negative where it has none.</summary>
    private static int GroupColumn(BoundDataset data, Metric metric)
    {
        if (metric.GroupColumn is not { } name)
        {
            return -1;
        }

        int index = data.IndexOf(name);
        return data.Column(index) is { Kind: ColumnKind.Tokens, Size: 1 }
            ? index
            : throw new ArgumentException($"The metric {metric.Name} needs one int per sample to tell groups by, and got '{data.Column(index)}'.");
    }

    private int SizeBefore(int output)
    {
        int size = 0;
        for (int i = 0; i < output; i++)
        {
            size += forward.Outputs[i].Size;
        }

        return size;
    }
}
