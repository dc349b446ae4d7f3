namespace CompiledNets.Tests.Metrics;

/// <summary>Feeds metrics by hand.</summary>
internal static class Judging
{
    public static EntryColumn Tensor(params int[] shape) => new("values", ColumnKind.Tensor, [.. shape]);

    public static EntryColumn Tokens(params int[] shape) => new("values", ColumnKind.Tokens, [.. shape]);

    /// <summary>The metric over samples with int labels, in batches of a size.</summary>
    public static T Over<T>(this T metric, EntryColumn output, float[] outputs, int[] labels, int batch = 7, int[]? groups = null)
        where T : Metric
    {
        EntryColumn target = output.Shape.Length > 1 ? Tokens([.. output.Shape[..^1]]) : Tokens();
        metric.Reset();
        for (int start = 0, count = outputs.Length / output.Size; start < count; start += batch)
        {
            int samples = Math.Min(batch, count - start);
            metric.Add(new MetricBatch
            {
                Count = samples,
                Output = output,
                Target = target,
                Outputs = outputs.AsSpan(start * output.Size, samples * output.Size),
                Tokens = labels.AsSpan(start * target.Size, samples * target.Size),
                Groups = groups is null ? default : groups.AsSpan(start, samples),
            });
        }

        return metric;
    }

    /// <summary>The metric over samples with float targets of the outputs' shape.</summary>
    public static T Over<T>(this T metric, EntryColumn output, float[] outputs, float[] targets, int batch = 7)
        where T : Metric
    {
        metric.Reset();
        for (int start = 0; start < outputs.Length; start += batch * output.Size)
        {
            int values = Math.Min(batch * output.Size, outputs.Length - start);
            metric.Add(new MetricBatch
            {
                Count = values / output.Size,
                Output = output,
                Target = output,
                Outputs = outputs.AsSpan(start, values),
                Floats = targets.AsSpan(start, values),
            });
        }

        return metric;
    }
}
