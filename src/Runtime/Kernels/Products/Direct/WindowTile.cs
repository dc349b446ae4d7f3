using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>The micro-kernel of a direct convolution with windows in the lanes: the sums of up to 6 filters and four vectors of windows
/// (two where registers are few), all in registers.</summary>
internal static unsafe class WindowTile<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>The most filters of a tile, and of a packed block.</summary>
    public const int MostFilters = 6;

    /// <summary>Vectors of windows in a tile: as many as make 6 filters' sums as many registers as the largest tile of a product has.</summary>
    public static int Vectors => TSimd.TileRows > MostFilters ? 4 : 2;

    /// <summary>sums[filter, vector, lane] = Σ over terms of weight[term, filter] · slab[positions[vector] + lane + offsets[term]].</summary>
    /// <param name="filters">1 to 6.</param>
    /// <param name="positions">Where each of <see cref="Vectors"/> begins.</param>
    public static void Run(int filters, int terms, float* slab, int* positions, int* offsets, float* weight, float* sums)
    {
        switch (filters)
        {
            case 1: Run<N1>(terms, slab, positions, offsets, weight, sums); break;
            case 2: Run<N2>(terms, slab, positions, offsets, weight, sums); break;
            case 3: Run<N3>(terms, slab, positions, offsets, weight, sums); break;
            case 4: Run<N4>(terms, slab, positions, offsets, weight, sums); break;
            case 5: Run<N5>(terms, slab, positions, offsets, weight, sums); break;
            case 6: Run<N6>(terms, slab, positions, offsets, weight, sums); break;
            default: throw new ArgumentOutOfRangeException(nameof(filters));
        }
    }

    private static void Run<TFilters>(int terms, float* slab, int* positions, int* offsets, float* weight, float* sums)
        where TFilters : struct, INumber
    {
        if (Vectors == 4)
        {
            Run<TFilters, N4>(
                terms, slab + positions[0], slab + positions[1], slab + positions[2], slab + positions[3], offsets, weight, sums);
        }
        else
        {
            Run<TFilters, N2>(terms, slab + positions[0], slab + positions[1], null, null, offsets, weight, sums);
        }
    }

    // What exceeds TFilters and TVectors vanishes when the JIT folds them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TFilters, TVectors>(
        int terms, float* slab0, float* slab1, float* slab2, float* slab3, int* offsets, float* weight, float* sums)
        where TFilters : struct, INumber
        where TVectors : struct, INumber
    {
        TVector a0 = default, b0 = default, c0 = default, d0 = default;
        TVector a1 = default, b1 = default, c1 = default, d1 = default;
        TVector a2 = default, b2 = default, c2 = default, d2 = default;
        TVector a3 = default, b3 = default, c3 = default, d3 = default;
        TVector a4 = default, b4 = default, c4 = default, d4 = default;
        TVector a5 = default, b5 = default, c5 = default, d5 = default;
        for (; terms > 0; terms--)
        {
            nint offset = *offsets++;
            TVector x0 = TSimd.Load(slab0 + offset), x1 = TSimd.Load(slab1 + offset);
            TVector x2 = TVectors.Value > 2 ? TSimd.Load(slab2 + offset) : default;
            TVector x3 = TVectors.Value > 2 ? TSimd.Load(slab3 + offset) : default;
            MultiplyAdd<TVectors>(weight, x0, x1, x2, x3, ref a0, ref b0, ref c0, ref d0);
            if (TFilters.Value > 1) { MultiplyAdd<TVectors>(weight + 1, x0, x1, x2, x3, ref a1, ref b1, ref c1, ref d1); }
            if (TFilters.Value > 2) { MultiplyAdd<TVectors>(weight + 2, x0, x1, x2, x3, ref a2, ref b2, ref c2, ref d2); }
            if (TFilters.Value > 3) { MultiplyAdd<TVectors>(weight + 3, x0, x1, x2, x3, ref a3, ref b3, ref c3, ref d3); }
            if (TFilters.Value > 4) { MultiplyAdd<TVectors>(weight + 4, x0, x1, x2, x3, ref a4, ref b4, ref c4, ref d4); }
            if (TFilters.Value > 5) { MultiplyAdd<TVectors>(weight + 5, x0, x1, x2, x3, ref a5, ref b5, ref c5, ref d5); }
            weight += TFilters.Value;
        }

        int row = TVectors.Value * TSimd.Lanes;
        Finish<TVectors>(sums, a0, b0, c0, d0);
        if (TFilters.Value > 1) { Finish<TVectors>(sums + row, a1, b1, c1, d1); }
        if (TFilters.Value > 2) { Finish<TVectors>(sums + 2 * row, a2, b2, c2, d2); }
        if (TFilters.Value > 3) { Finish<TVectors>(sums + 3 * row, a3, b3, c3, d3); }
        if (TFilters.Value > 4) { Finish<TVectors>(sums + 4 * row, a4, b4, c4, d4); }
        if (TFilters.Value > 5) { Finish<TVectors>(sums + 5 * row, a5, b5, c5, d5); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TVectors>(
        float* weight, TVector x0, TVector x1, TVector x2, TVector x3, ref TVector a, ref TVector b, ref TVector c, ref TVector d)
        where TVectors : struct, INumber
    {
        TVector factor = TSimd.Broadcast(weight);
        a = TSimd.MultiplyAdd(factor, x0, a);
        b = TSimd.MultiplyAdd(factor, x1, b);
        if (TVectors.Value > 2)
        {
            c = TSimd.MultiplyAdd(factor, x2, c);
            d = TSimd.MultiplyAdd(factor, x3, d);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TVectors>(float* sums, TVector a, TVector b, TVector c, TVector d)
        where TVectors : struct, INumber
    {
        TSimd.Store(sums, a);
        TSimd.Store(sums + TSimd.Lanes, b);
        if (TVectors.Value > 2)
        {
            TSimd.Store(sums + 2 * TSimd.Lanes, c);
            TSimd.Store(sums + 3 * TSimd.Lanes, d);
        }
    }
}
