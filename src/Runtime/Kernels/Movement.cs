using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>Copies that change shape. Axes before and after the one concerned are folded into outer and inner.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Movement
{
    /// <summary>y = x[:, start..end, :] of x [outer, size, inner].</summary>
    public static void Slice(int outer, int size, int inner, int start, int end, ReadOnlySpan<float> x, Span<float> y) =>
        CopySlice(outer, size, inner, start, end, x, y);

    /// <inheritdoc cref="Slice(int, int, int, int, int, ReadOnlySpan{float}, Span{float})"/>
    public static void Slice(int outer, int size, int inner, int start, int end, ReadOnlySpan<int> x, Span<int> y) =>
        CopySlice(outer, size, inner, start, end, x, y);

    private static void CopySlice<T>(int outer, int size, int inner, int start, int end, ReadOnlySpan<T> x, Span<T> y)
    {
        int run = (end - start) * inner;
        for (int o = 0; o < outer; o++)
        {
            x.Slice((o * size + start) * inner, run).CopyTo(y[(o * run)..]);
        }
    }

    /// <summary>y[:, start..end, :] = x for y [outer, size, inner]; the rest of y stays. Concat is this for each part.</summary>
    public static void PutSlice(int outer, int size, int inner, int start, int end, ReadOnlySpan<float> x, Span<float> y)
    {
        int run = (end - start) * inner;
        for (int o = 0; o < outer; o++)
        {
            x.Slice(o * run, run).CopyTo(y[((o * size + start) * inner)..]);
        }
    }

    /// <summary>y[:, start..end, :] = x, and 0 elsewhere: the gradient of a slice.</summary>
    public static void PadSlice(int outer, int size, int inner, int start, int end, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int o = 0; o < outer; o++)
        {
            y.Slice(o * size * inner, start * inner).Clear();
            y.Slice((o * size + end) * inner, (size - end) * inner).Clear();
        }

        PutSlice(outer, size, inner, start, end, x, y);
    }

    /// <summary>y[o, :, i] = x[o, i] for y [outer, count, inner]: repeats x along a new axis. The gradient of a sum, and the
    /// broadcast of an axis of extent 1; its own gradient is <see cref="Reduction.Sum"/>.</summary>
    public static void Expand(int outer, int count, int inner, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int o = 0; o < outer; o++)
        {
            if (inner == 1)
            {
                y.Slice(o * count, count).Fill(x[o]);
                continue;
            }

            ReadOnlySpan<float> values = x.Slice(o * inner, inner);
            for (int c = 0; c < count; c++)
            {
                values.CopyTo(y[((o * count + c) * inner)..]);
            }
        }
    }
}
