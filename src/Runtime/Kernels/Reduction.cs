using System.ComponentModel;
using System.Numerics;

namespace CompiledNets.Kernels;

/// <summary>Reductions over the middle axis of [outer, count, inner]. Sums run in two levels (blocks of 1024 values a row or
/// 64 values a column, then the block sums), so rounding errors stay small and the order never changes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Reduction
{
    /// <summary>y[o, i] = Σ x[o, :, i].</summary>
    public static void Sum(int outer, int count, int inner, ReadOnlySpan<float> x, Span<float> y)
    {
        int size = count * inner;
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<float> values = x.Slice(o * size, size);
            if (inner == 1)
            {
                y[o] = Sums.Row(values);
                continue;
            }

            Span<float> sums = y.Slice(o * inner, inner);
            sums.Clear();
            Sums.AddColumns(values, count, inner, sums);
        }
    }

    /// <summary>y[o, i] = Σ x[o, :, i] / count.</summary>
    public static void Mean(int outer, int count, int inner, ReadOnlySpan<float> x, Span<float> y)
    {
        Sum(outer, count, inner, x, y);
        Vector<float> divisor = new(count);
        Span<float> means = y[..(outer * inner)];
        for (int i = 0; i < means.Length; i += Lanes.Count)
        {
            Lanes.Store(means, i, Lanes.Load(means, i) / divisor);
        }
    }

    /// <summary>dx[o, :, i] = dy[o, i] / count. The gradient of a sum is <see cref="Movement.Expand"/>.</summary>
    public static void MeanGradient(int outer, int count, int inner, ReadOnlySpan<float> dy, Span<float> dx)
    {
        Vector<float> divisor = new(count);
        for (int o = 0; o < outer; o++)
        {
            if (inner == 1)
            {
                dx.Slice(o * count, count).Fill(dy[o] / count);
                continue;
            }

            for (int c = 0; c < count; c++)
            {
                Span<float> gradients = dx.Slice((o * count + c) * inner, inner);
                for (int i = 0; i < inner; i += Lanes.Count)
                {
                    Lanes.Store(gradients, i, Lanes.Load(dy, o * inner + i, (o + 1) * inner) / divisor);
                }
            }
        }
    }

    /// <summary>y[o, i] = max x[o, :, i]; NaN if one is NaN.</summary>
    public static void Max(int outer, int count, int inner, ReadOnlySpan<float> x, Span<float> y)
    {
        int size = count * inner;
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<float> values = x.Slice(o * size, size);
            if (inner == 1)
            {
                y[o] = Sums.Max(values);
                continue;
            }

            Span<float> maxima = y.Slice(o * inner, inner);
            for (int i = 0; i < inner; i += Lanes.Count)
            {
                Lanes.Store(maxima, i, ColumnMax(values, count, inner, i));
            }
        }
    }

    /// <summary>dx[o, c, i] = dy[o, i] / ties where x[o, c, i] is the maximum of its run, else 0.</summary>
    /// <remarks>Equal maxima share the gradient evenly, as with <c>torch.amax</c>.</remarks>
    public static void MaxGradient(int outer, int count, int inner, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx)
    {
        int size = count * inner;
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<float> values = x.Slice(o * size, size);
            Span<float> gradients = dx.Slice(o * size, size);
            if (inner == 1)
            {
                RowMaxGradient(values, dy[o], gradients);
                continue;
            }

            for (int i = 0; i < inner; i += Lanes.Count)
            {
                ColumnMaxGradient(values, count, inner, i, dy.Slice(o * inner, inner), gradients);
            }
        }
    }

    private static void RowMaxGradient(ReadOnlySpan<float> x, float dy, Span<float> dx)
    {
        Vector<float> max = new(Sums.Max(x)), ties = default;
        for (int i = 0; i < x.Length; i += Lanes.Count)
        {
            ties += Lanes.Mask(i, x.Length) & IsMax(Lanes.Load(x, i), max);
        }

        Vector<float> share = new(dy / Lanes.Sum(ties));
        for (int i = 0; i < x.Length; i += Lanes.Count)
        {
            Lanes.Store(dx, i, IsMax(Lanes.Load(x, i), max) * share);
        }
    }

    private static void ColumnMaxGradient(
        ReadOnlySpan<float> x, int count, int inner, int column, ReadOnlySpan<float> dy, Span<float> dx)
    {
        Vector<float> max = ColumnMax(x, count, inner, column), ties = default;
        for (int c = 0; c < count; c++)
        {
            ties += IsMax(Lanes.Load(x, c * inner + column, (c + 1) * inner), max);
        }

        Vector<float> share = Lanes.Load(dy, column) / ties;
        for (int c = 0; c < count; c++)
        {
            Vector<float> isMax = IsMax(Lanes.Load(x, c * inner + column, (c + 1) * inner), max);
            Lanes.Store(dx, c * inner + column, (c + 1) * inner, isMax * share);
        }
    }

    private static Vector<float> ColumnMax(ReadOnlySpan<float> x, int count, int inner, int column)
    {
        Vector<float> max = new(float.NegativeInfinity);
        for (int c = 0; c < count; c++)
        {
            max = VectorMath.Max(max, Lanes.Load(x, c * inner + column, (c + 1) * inner));
        }

        return max;
    }

    // 1 or 0. Not "equal", so that a NaN maximum sends its gradient everywhere instead of dividing it by no ties.
    private static Vector<float> IsMax(Vector<float> x, Vector<float> max) =>
        Vector.ConditionalSelect(Vector.LessThan(x, max), Vector<float>.Zero, Vector<float>.One);
}
