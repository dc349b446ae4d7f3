using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>Rows that belong to segments: taken by number, added up, compared.</summary>
/// <remarks>
/// All take, in this order: samples, segments and rows of each, and values of a row. What belongs to rows is [samples, rows, width], what to
/// segments [samples, segments, width], and the number of each row's segment [samples, rows], or [rows] of all samples. Rows are taken one
/// after another, in the order in which they are given: sums have that order.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Segments
{
    /// <summary>y[j, :] = x[segment[j], :].</summary>
    public static void Take(
        int samples, int segments, int rows, int width, ReadOnlySpan<float> x, ReadOnlySpan<int> segment, Span<float> y)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<float> table = x.Slice(sample * segments * width, segments * width);
            Span<float> taken = y.Slice(sample * rows * width, rows * width);
            ReadOnlySpan<int> of = OfSample(sample, rows, segment);
            for (int row = 0; row < rows; row++)
            {
                table.Slice(of[row] * width, width).CopyTo(taken.Slice(row * width, width));
            }
        }
    }

    /// <summary>y[segment[j], :] += x[j, :] over zeros.</summary>
    public static void Sum(int samples, int segments, int rows, int width, ReadOnlySpan<float> x, ReadOnlySpan<int> segment, Span<float> y)
    {
        y[..(samples * segments * width)].Clear();
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<float> values = x.Slice(sample * rows * width, rows * width);
            Span<float> sums = y.Slice(sample * segments * width, segments * width);
            ReadOnlySpan<int> of = OfSample(sample, rows, segment);
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<float> added = values.Slice(row * width, width);
                Span<float> sum = sums.Slice(of[row] * width, width);
                for (int i = 0; i < sum.Length; i += Lanes.Count)
                {
                    Lanes.Add(sum, i, Lanes.Load(added, i));
                }
            }
        }
    }

    /// <summary>y[s, :] = the largest x[j, :] of all j with segment[j] = s, NaN if one of them is NaN, and 0 where there are none.</summary>
    public static void Max(int samples, int segments, int rows, int width, ReadOnlySpan<float> x, ReadOnlySpan<int> segment, Span<float> y)
    {
        y[..(samples * segments * width)].Fill(float.NegativeInfinity);
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<float> values = x.Slice(sample * rows * width, rows * width);
            Span<float> maxima = y.Slice(sample * segments * width, segments * width);
            ReadOnlySpan<int> of = OfSample(sample, rows, segment);
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<float> compared = values.Slice(row * width, width);
                Span<float> largest = maxima.Slice(of[row] * width, width);
                for (int i = 0; i < width; i++)
                {
                    largest[i] = MathF.Max(largest[i], compared[i]);
                }
            }
        }

        foreach (ref float value in y[..(samples * segments * width)])
        {
            value = value == float.NegativeInfinity ? 0 : value;
        }
    }

    private static ReadOnlySpan<int> OfSample(int sample, int rows, ReadOnlySpan<int> all) =>
        all.Length == rows ? all : all.Slice(sample * rows, rows);
}
