using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Sums, means and maxima over axes and over the batch.</summary>
[References]
internal static class Reductions
{
    public static void Reduce(ReduceOp op, Values x, Values y)
    {
        x = x.Around(op.Start, op.End);
        y = y.Seen(x.Shape[0], x.Shape[2]);
        for (int n = 0; n < y.Samples; n++)
        {
            for (int outer = 0; outer < x.Shape[0]; outer++)
            {
                for (int inner = 0; inner < x.Shape[2]; inner++)
                {
                    double[] reduced = [.. Enumerable.Range(0, x.Shape[1]).Select(i => x[n, outer, i, inner])];
                    y[n, outer, inner] = op.Kind switch
                    {
                        Reduction.Sum => reduced.Sum(),
                        Reduction.Mean => reduced.Average(),
                        Reduction.Max => reduced.Max(),
                        _ => throw new NotSupportedException(op.ToString()),
                    };
                }
            }
        }
    }

    // Equal maxima share the gradient evenly.
    public static void MaxGradient(MaxGradientOp op, Values x, Values dmax, Values dx)
    {
        x = x.Around(op.Start, op.End);
        dx = dx.Around(op.Start, op.End);
        dmax = dmax.Seen(x.Shape[0], x.Shape[2]);
        for (int n = 0; n < dx.Samples; n++)
        {
            for (int outer = 0; outer < x.Shape[0]; outer++)
            {
                for (int inner = 0; inner < x.Shape[2]; inner++)
                {
                    double[] reduced = [.. Enumerable.Range(0, x.Shape[1]).Select(i => x[n, outer, i, inner])];
                    int winners = reduced.Count(value => value == reduced.Max());
                    for (int i = 0; i < reduced.Length; i++)
                    {
                        dx[n, outer, i, inner] = reduced[i] == reduced.Max() ? dmax[n, outer, inner] / winners : 0;
                    }
                }
            }
        }
    }

    public static void SumBatch(SumBatchOp op, Values x, Values y)
    {
        x = x.Around(op.Lead, x.Shape.Rank - op.Trail);
        y = y.Seen(x.Shape[1]);
        for (int n = 0; n < x.Samples; n++)
        {
            for (int outer = 0; outer < x.Shape[0]; outer++)
            {
                for (int i = 0; i < x.Shape[1]; i++)
                {
                    for (int inner = 0; inner < x.Shape[2]; inner++)
                    {
                        y[n, i] += x[n, outer, i, inner];
                    }
                }
            }
        }
    }
}
