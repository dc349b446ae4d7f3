using System.Numerics;

namespace CompiledNets.Kernels;

/// <summary>Sums in the one order that all reductions share.</summary>
/// <remarks>
/// Each lane adds a block of values to a partial sum of its own, and block sums are added to a total: two levels, so that
/// n values meet with an error of about (block + n/block) roundings at worst instead of n, and in the same order always.
/// </remarks>
internal static class Sums
{
    private const int BlockFloats = 1024, BlockRows = 64;

    /// <summary>Σ x.</summary>
    public static float Row(ReadOnlySpan<float> x)
    {
        int lanes = Lanes.Count;
        Vector<float> total = default;
        for (int start = 0; start < x.Length; start += BlockFloats)
        {
            int i = start, end = Math.Min(x.Length, start + BlockFloats);
            Vector<float> a = default, b = default, c = default, d = default;
            for (; i + 4 * lanes <= end; i += 4 * lanes)
            {
                a += Lanes.Load(x, i, end);
                b += Lanes.Load(x, i + lanes, end);
                c += Lanes.Load(x, i + 2 * lanes, end);
                d += Lanes.Load(x, i + 3 * lanes, end);
            }

            for (; i < end; i += lanes)
            {
                a += Lanes.Load(x, i, end);
            }

            total += (a + b) + (c + d);
        }

        return Lanes.Sum(total);
    }

    /// <summary>Σ x·y.</summary>
    public static float Products(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        y = y[..x.Length];
        Vector<float> total = default;
        for (int start = 0; start < x.Length; start += BlockFloats)
        {
            int end = Math.Min(x.Length, start + BlockFloats);
            Vector<float> block = default;
            for (int i = start; i < end; i += Lanes.Count)
            {
                block += Lanes.Load(x, i, end) * Lanes.Load(y, i, end);
            }

            total += block;
        }

        return Lanes.Sum(total);
    }

    /// <summary>Σ (x - mean) and Σ (x - mean)².</summary>
    public static (float Deviations, float Squares) Deviations(ReadOnlySpan<float> x, float mean)
    {
        Vector<float> totalDeviations = default, totalSquares = default;
        for (int start = 0; start < x.Length; start += BlockFloats)
        {
            int end = Math.Min(x.Length, start + BlockFloats);
            Vector<float> deviations = default, squares = default;
            for (int i = start; i < end; i += Lanes.Count)
            {
                Vector<float> deviation = Lanes.Keep(Lanes.Load(x, i, end) - Lanes.Splat(mean), i, end, 0f);
                deviations += deviation;
                squares += deviation * deviation;
            }

            totalDeviations += deviations;
            totalSquares += squares;
        }

        return (Lanes.Sum(totalDeviations), Lanes.Sum(totalSquares));
    }

    /// <summary>Σ e^(x - max), and nothing stored.</summary>
    public static float Exponentials(ReadOnlySpan<float> x, float max)
    {
        Vector<float> total = default;
        for (int start = 0; start < x.Length; start += BlockFloats)
        {
            int end = Math.Min(x.Length, start + BlockFloats);
            Vector<float> block = default;
            for (int i = start; i < end; i += Lanes.Count)
            {
                block += Lanes.Keep(VectorMath.Exp(Lanes.Load(x, i, end) - Lanes.Splat(max)), i, end, 0f);
            }

            total += block;
        }

        return Lanes.Sum(total);
    }

    /// <summary>y = e^(x - max), and its sum.</summary>
    public static float Exponentials(ReadOnlySpan<float> x, float max, Span<float> y)
    {
        Vector<float> total = default;
        for (int start = 0; start < x.Length; start += BlockFloats)
        {
            int end = Math.Min(x.Length, start + BlockFloats);
            Vector<float> block = default;
            for (int i = start; i < end; i += Lanes.Count)
            {
                Vector<float> exponential = VectorMath.Exp(Lanes.Load(x, i, end) - Lanes.Splat(max));
                Lanes.Store(y, i, end, exponential);
                block += Lanes.Keep(exponential, i, end, 0f);
            }

            total += block;
        }

        return Lanes.Sum(total);
    }

    /// <summary>The largest of x, NaN if one is NaN.</summary>
    public static float Max(ReadOnlySpan<float> x)
    {
        Vector<float> max = new(float.NegativeInfinity);
        for (int i = 0; i < x.Length; i += Lanes.Count)
        {
            max = VectorMath.Max(max, Lanes.Keep(Lanes.Load(x, i), i, x.Length, float.NegativeInfinity));
        }

        return Lanes.Max(max);
    }

    /// <summary>y += x, for as many values as x has.</summary>
    public static void Add(ReadOnlySpan<float> x, Span<float> y)
    {
        y = y[..x.Length];
        for (int i = 0; i < x.Length; i += Lanes.Count)
        {
            Lanes.Add(y, i, Lanes.Load(x, i));
        }
    }

    /// <summary>y[j] += Σ x[row·stride + j] over <paramref name="rows"/> rows, for every j in y.</summary>
    public static void AddColumns(ReadOnlySpan<float> x, int rows, int stride, Span<float> y)
    {
        int lanes = Lanes.Count, j = 0;
        for (; j + 4 * lanes <= y.Length; j += 4 * lanes)
        {
            Vector<float> a = default, b = default, c = default, d = default;
            for (int start = 0; start < rows; start += BlockRows)
            {
                Vector<float> blockA = default, blockB = default, blockC = default, blockD = default;
                for (int row = start, end = Math.Min(rows, start + BlockRows); row < end; row++)
                {
                    ReadOnlySpan<float> values = x.Slice(row * stride + j, 4 * lanes);
                    blockA += Lanes.Load(values, 0);
                    blockB += Lanes.Load(values, lanes);
                    blockC += Lanes.Load(values, 2 * lanes);
                    blockD += Lanes.Load(values, 3 * lanes);
                }

                a += blockA;
                b += blockB;
                c += blockC;
                d += blockD;
            }

            Lanes.Add(y, j, a);
            Lanes.Add(y, j + lanes, b);
            Lanes.Add(y, j + 2 * lanes, c);
            Lanes.Add(y, j + 3 * lanes, d);
        }

        for (; j < y.Length; j += lanes)
        {
            int width = Math.Min(lanes, y.Length - j);
            Vector<float> total = default;
            for (int start = 0; start < rows; start += BlockRows)
            {
                Vector<float> block = default;
                for (int row = start, end = Math.Min(rows, start + BlockRows); row < end; row++)
                {
                    block += Lanes.Load(x.Slice(row * stride + j, width), 0);
                }

                total += block;
            }

            Lanes.Add(y, j, total);
        }
    }
}
