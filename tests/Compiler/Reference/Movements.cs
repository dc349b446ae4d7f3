using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Slices, concatenation and sums along an axis, and axes in another order.</summary>
[References]
internal static class Movements
{
    public static void Slice(SliceOp op, Values x, Values y) => Copy(x, op.Axis, op.Start, y, 0, op.End - op.Start);

    public static void SliceGradient(SliceGradientOp op, Values dy, Values dx) => Copy(dy, op.Axis, 0, dx, op.Start, op.End - op.Start);

    public static void Concat(ConcatOp op, Values[] parts, Values y)
    {
        int start = 0;
        foreach (Values part in parts)
        {
            Copy(part, op.Axis, 0, y, start, part.Shape[op.Axis]);
            start += part.Shape[op.Axis];
        }
    }

    public static void Permute(PermuteOp op, Values x, Values y)
    {
        int rank = op.Axes.Count;
        for (int n = 0; n < y.Samples; n++)
        {
            for (int index = 0; index < y.Shape.Size; index++)
            {
                int[] from = new int[rank], to = new int[rank];
                for (int axis = rank - 1, rest = index; axis >= 0; rest /= y.Shape[axis], axis--)
                {
                    to[axis] = rest % y.Shape[axis];
                    from[op.Axes[axis]] = to[axis];
                }

                y[n, to] = x[n, from];
            }
        }
    }

    public static void CumulativeSum(CumulativeSumOp op, Values x, Values y)
    {
        (x, y) = (x.Around(op.Axis, op.Axis + 1), y.Around(op.Axis, op.Axis + 1));
        int last = y.Shape[1] - 1;
        foreach ((int n, int outer, int i, int inner) in Pixels.Of(y))
        {
            IEnumerable<int> terms = op.FromEnd ? Enumerable.Range(i, last - i + 1) : Enumerable.Range(0, i + 1);
            y[n, outer, i, inner] = terms.Sum(term => x[n, outer, term, inner]);
        }
    }

    private static void Copy(Values from, int axis, int fromStart, Values to, int toStart, int count)
    {
        (from, to) = (from.Around(axis, axis + 1), to.Around(axis, axis + 1));
        for (int n = 0; n < to.Samples; n++)
        {
            for (int outer = 0; outer < to.Shape[0]; outer++)
            {
                for (int i = 0; i < count; i++)
                {
                    for (int inner = 0; inner < to.Shape[2]; inner++)
                    {
                        to[n, outer, toStart + i, inner] = from[n, outer, fromStart + i, inner];
                    }
                }
            }
        }
    }
}
