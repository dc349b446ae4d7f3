using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>Convolution of a single target channel straight from the slab: what depthwise layers need, where a product would
/// have one row.</summary>
internal static unsafe class RowConvolution<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int WidestVector = 16;

    /// <summary>target[window] = Σ over terms of weight[term] · slab[window + offsets[term]], in the order of the terms.</summary>
    public static void Forward(in WindowGrid grid, float* slab, int* offsets, float* weight, int terms, int rows, float* target)
    {
        const int Chains = 8;
        int perRow = (grid.Width + TSimd.Lanes - 1) / TSimd.Lanes, vectors = rows * perRow;
        int* positions = stackalloc int[Chains];
        float* sums = stackalloc float[Chains * WidestVector];
        for (int first = 0; first < vectors; first += Chains)
        {
            for (int index = 0; index < Chains; index++)
            {
                // The last vectors of all may be less than eight: the surplus repeats the last one.
                (int row, int vector) = Math.DivRem(Math.Min(first + index, vectors - 1), perRow);
                positions[index] = (int)grid.RowPosition(row) + vector * TSimd.Lanes;
            }

            SumChains(slab, positions, offsets, weight, terms, sums);
            for (int index = 0; index < Math.Min(Chains, vectors - first); index++)
            {
                (int row, int vector) = Math.DivRem(first + index, perRow);
                int column = vector * TSimd.Lanes, count = Math.Min(TSimd.Lanes, grid.Width - column);
                new ReadOnlySpan<float>(sums + index * TSimd.Lanes, count)
                    .CopyTo(new Span<float>(target + (nint)row * grid.Width + column, count));
            }
        }
    }

    /// <summary>sums[term] += Σ over windows of dy[window] · slab[window + offsets[term]], lane by lane along each row.</summary>
    public static void WeightGradient(in WindowGrid grid, float* slab, int* offsets, float* dy, int terms, int rows, float* sums)
    {
        const int Chains = 5;
        float* found = stackalloc float[Chains];
        int* taps = stackalloc int[Chains];
        for (int term = 0; term < terms; term += Chains)
        {
            int count = Math.Min(Chains, terms - term);
            for (int index = 0; index < Chains; index++)
            {
                taps[index] = offsets[term + Math.Min(index, count - 1)];
            }

            SumTaps(grid, slab, taps, dy, rows, found);
            for (int index = 0; index < count; index++)
            {
                sums[term + index] += found[index];
            }
        }
    }

    // Eight independent chains hide the latency of a multiply-add (4 cycles, two of them each cycle).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumChains(float* slab, int* positions, int* offsets, float* weight, int terms, float* sums)
    {
        TVector s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        nint p0 = positions[0], p1 = positions[1], p2 = positions[2], p3 = positions[3];
        nint p4 = positions[4], p5 = positions[5], p6 = positions[6], p7 = positions[7];
        for (int term = 0; term < terms; term++)
        {
            float* values = slab + offsets[term];
            TVector factor = TSimd.Broadcast(weight + term);
            s0 = TSimd.MultiplyAdd(factor, TSimd.Load(values + p0), s0);
            s1 = TSimd.MultiplyAdd(factor, TSimd.Load(values + p1), s1);
            s2 = TSimd.MultiplyAdd(factor, TSimd.Load(values + p2), s2);
            s3 = TSimd.MultiplyAdd(factor, TSimd.Load(values + p3), s3);
            s4 = TSimd.MultiplyAdd(factor, TSimd.Load(values + p4), s4);
            s5 = TSimd.MultiplyAdd(factor, TSimd.Load(values + p5), s5);
            s6 = TSimd.MultiplyAdd(factor, TSimd.Load(values + p6), s6);
            s7 = TSimd.MultiplyAdd(factor, TSimd.Load(values + p7), s7);
        }

        TSimd.Store(sums, s0);
        TSimd.Store(sums + TSimd.Lanes, s1);
        TSimd.Store(sums + 2 * TSimd.Lanes, s2);
        TSimd.Store(sums + 3 * TSimd.Lanes, s3);
        TSimd.Store(sums + 4 * TSimd.Lanes, s4);
        TSimd.Store(sums + 5 * TSimd.Lanes, s5);
        TSimd.Store(sums + 6 * TSimd.Lanes, s6);
        TSimd.Store(sums + 7 * TSimd.Lanes, s7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumTaps(in WindowGrid grid, float* slab, int* taps, float* dy, int rows, float* sums)
    {
        int width = grid.Width, whole = width - width % TSimd.Lanes;
        TVector s0 = default, s1 = default, s2 = default, s3 = default, s4 = default;
        nint p0 = taps[0], p1 = taps[1], p2 = taps[2], p3 = taps[3], p4 = taps[4];
        TVector mask = LaneMask.First<TSimd, TVector>(width - whole);
        float* tail = stackalloc float[WidestVector];
        for (int row = 0; row < rows; row++)
        {
            float* values = slab + grid.RowPosition(row);
            for (int column = 0; column < whole; column += TSimd.Lanes)
            {
                TVector factor = TSimd.Load(dy + column);
                s0 = TSimd.MultiplyAdd(factor, TSimd.Load(values + p0), s0);
                s1 = TSimd.MultiplyAdd(factor, TSimd.Load(values + p1), s1);
                s2 = TSimd.MultiplyAdd(factor, TSimd.Load(values + p2), s2);
                s3 = TSimd.MultiplyAdd(factor, TSimd.Load(values + p3), s3);
                s4 = TSimd.MultiplyAdd(factor, TSimd.Load(values + p4), s4);
                values += TSimd.Lanes;
            }

            if (whole < width)
            {
                // What follows a row in the slab may be anything, so its lanes are cleared: 0 · ∞ is not 0.
                new ReadOnlySpan<float>(dy + whole, width - whole).CopyTo(new Span<float>(tail, width - whole));
                TVector factor = TSimd.Select(mask, TSimd.Load(tail), default);
                s0 = TSimd.MultiplyAdd(factor, TSimd.Select(mask, TSimd.Load(values + p0), default), s0);
                s1 = TSimd.MultiplyAdd(factor, TSimd.Select(mask, TSimd.Load(values + p1), default), s1);
                s2 = TSimd.MultiplyAdd(factor, TSimd.Select(mask, TSimd.Load(values + p2), default), s2);
                s3 = TSimd.MultiplyAdd(factor, TSimd.Select(mask, TSimd.Load(values + p3), default), s3);
                s4 = TSimd.MultiplyAdd(factor, TSimd.Select(mask, TSimd.Load(values + p4), default), s4);
            }

            dy += width;
        }

        sums[0] = TSimd.Sum(s0);
        sums[1] = TSimd.Sum(s1);
        sums[2] = TSimd.Sum(s2);
        sums[3] = TSimd.Sum(s3);
        sums[4] = TSimd.Sum(s4);
    }
}
