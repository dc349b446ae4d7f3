using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>Running sums along an axis of x [outer, size, inner].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CumulativeSum
{
    /// <summary>y[o, s, i] = x[o, 0, i] + … + x[o, s, i].</summary>
    public static void Forward(int outer, int size, int inner, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int o = 0; o < outer; o++)
        {
            int first = o * size * inner;
            x.Slice(first, inner).CopyTo(y[first..]);
            for (int s = 1; s < size; s++)
            {
                int at = first + s * inner;
                Add(y.Slice(at - inner, inner), x.Slice(at, inner), y.Slice(at, inner));
            }
        }
    }

    /// <summary>y[o, s, i] = x[o, s, i] + … + x[o, size - 1, i]: the gradient of <see cref="Forward"/>, and the reverse.</summary>
    public static void Backward(int outer, int size, int inner, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int o = 0; o < outer; o++)
        {
            int last = ((o + 1) * size - 1) * inner;
            x.Slice(last, inner).CopyTo(y[last..]);
            for (int s = 1; s < size; s++)
            {
                int at = last - s * inner;
                Add(y.Slice(at + inner, inner), x.Slice(at, inner), y.Slice(at, inner));
            }
        }
    }

    private static void Add(ReadOnlySpan<float> sum, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int i = 0; i < y.Length; i += Lanes.Count)
        {
            Lanes.Store(y, i, Lanes.Load(sum, i) + Lanes.Load(x, i));
        }
    }
}
