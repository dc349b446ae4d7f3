using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>The micro-kernel of a weight gradient with windows in the lanes: up to 6 filters (3 where registers are few) and four terms,
/// all their sums in registers.</summary>
internal static unsafe class GradientTile<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Terms of a tile.</summary>
    public const int Terms = 4;

    /// <summary>The most filters of a tile.</summary>
    public static int MostFilters => TSimd.TileRows > 6 ? 6 : 3;

    /// <summary>sums[filter, term, lane] += Σ over rows and columns of dy[filter, row, column + lane] · x[row, column + lane + taps[term]].</summary>
    /// <param name="filters">1 to 6.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="width">Columns of a row; whole vectors are read of the last ones, but only these are summed. The terms are those of
    /// all whole vectors first, then those of the rows' ends.</param>
    /// <param name="dy">The first filter's first row.</param>
    /// <param name="dyFilter">Floats from one filter to the next.</param>
    /// <param name="dyRow">Floats from one row to the next.</param>
    /// <param name="x">Where the first row's windows are in the slab.</param>
    /// <param name="xRow">Floats from one row to the next.</param>
    /// <param name="taps">The terms' offsets.</param>
    /// <param name="mask">A vector whose lanes are set for the columns after the last whole vector.</param>
    public static void Run(
        int filters, int rows, int width, float* dy, nint dyFilter, nint dyRow, float* x, nint xRow, int* taps, float* mask, float* sums)
    {
        int vectors = width / TSimd.Lanes, rest = width % TSimd.Lanes, done = width - rest;
        if (vectors > 0)
        {
            Run<N2>(filters, rows, vectors, mask, dy, dyFilter, dyRow, x, xRow, taps, sums);
        }

        if (rest > 0)
        {
            Run<N1>(filters, rows, 1, mask, dy + done, dyFilter, dyRow, x + done, xRow, taps, sums);
        }
    }

    private static void Run<TMasked>(
        int filters, int rows, int vectors, float* rest, float* dy, nint dyFilter, nint dyRow, float* x, nint xRow, int* taps, float* sums)
        where TMasked : struct, INumber
    {
        switch (filters)
        {
            case 1: Run<N1, TMasked>(rows, vectors, rest, dy, dyFilter, dyRow, x, xRow, taps, sums); break;
            case 2: Run<N2, TMasked>(rows, vectors, rest, dy, dyFilter, dyRow, x, xRow, taps, sums); break;
            case 3: Run<N3, TMasked>(rows, vectors, rest, dy, dyFilter, dyRow, x, xRow, taps, sums); break;
            case 4: Run<N4, TMasked>(rows, vectors, rest, dy, dyFilter, dyRow, x, xRow, taps, sums); break;
            case 5: Run<N5, TMasked>(rows, vectors, rest, dy, dyFilter, dyRow, x, xRow, taps, sums); break;
            case 6: Run<N6, TMasked>(rows, vectors, rest, dy, dyFilter, dyRow, x, xRow, taps, sums); break;
            default: throw new ArgumentOutOfRangeException(nameof(filters));
        }
    }

    // What exceeds TFilters vanishes when the JIT folds it. The lanes past a row's end are cleared in both factors: 0 · ∞ is not 0.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TFilters, TMasked>(
        int rows, int vectors, float* rest, float* dy, nint dyFilter, nint dyRow, float* x, nint xRow, int* taps, float* sums)
        where TFilters : struct, INumber
        where TMasked : struct, INumber
    {
        TVector a0 = default, b0 = default, c0 = default, d0 = default;
        TVector a1 = default, b1 = default, c1 = default, d1 = default;
        TVector a2 = default, b2 = default, c2 = default, d2 = default;
        TVector a3 = default, b3 = default, c3 = default, d3 = default;
        TVector a4 = default, b4 = default, c4 = default, d4 = default;
        TVector a5 = default, b5 = default, c5 = default, d5 = default;
        TVector mask = TMasked.Value == 1 ? TSimd.Load(rest) : default;
        float* tap0 = x + taps[0], tap1 = x + taps[1], tap2 = x + taps[2], tap3 = x + taps[3];
        nint skip = xRow - (nint)vectors * TSimd.Lanes, dySkip = dyRow - (nint)vectors * TSimd.Lanes;
        for (nint at = 0; rows > 0; rows--)
        {
            for (int vector = vectors; vector > 0; vector--)
            {
                TVector x0 = Load<TMasked>(tap0 + at, mask), x1 = Load<TMasked>(tap1 + at, mask);
                TVector x2 = Load<TMasked>(tap2 + at, mask), x3 = Load<TMasked>(tap3 + at, mask);
                MultiplyAdd<TMasked>(dy, mask, x0, x1, x2, x3, ref a0, ref b0, ref c0, ref d0);
                if (TFilters.Value > 1) { MultiplyAdd<TMasked>(dy + dyFilter, mask, x0, x1, x2, x3, ref a1, ref b1, ref c1, ref d1); }
                if (TFilters.Value > 2) { MultiplyAdd<TMasked>(dy + 2 * dyFilter, mask, x0, x1, x2, x3, ref a2, ref b2, ref c2, ref d2); }
                if (TFilters.Value > 3) { MultiplyAdd<TMasked>(dy + 3 * dyFilter, mask, x0, x1, x2, x3, ref a3, ref b3, ref c3, ref d3); }
                if (TFilters.Value > 4) { MultiplyAdd<TMasked>(dy + 4 * dyFilter, mask, x0, x1, x2, x3, ref a4, ref b4, ref c4, ref d4); }
                if (TFilters.Value > 5) { MultiplyAdd<TMasked>(dy + 5 * dyFilter, mask, x0, x1, x2, x3, ref a5, ref b5, ref c5, ref d5); }
                at += TSimd.Lanes;
                dy += TSimd.Lanes;
            }

            at += skip;
            dy += dySkip;
        }

        int step = Terms * TSimd.Lanes;
        Add(sums, a0, b0, c0, d0);
        if (TFilters.Value > 1) { Add(sums + step, a1, b1, c1, d1); }
        if (TFilters.Value > 2) { Add(sums + 2 * step, a2, b2, c2, d2); }
        if (TFilters.Value > 3) { Add(sums + 3 * step, a3, b3, c3, d3); }
        if (TFilters.Value > 4) { Add(sums + 4 * step, a4, b4, c4, d4); }
        if (TFilters.Value > 5) { Add(sums + 5 * step, a5, b5, c5, d5); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Load<TMasked>(float* source, TVector mask)
        where TMasked : struct, INumber =>
        TMasked.Value == 1 ? TSimd.Select(mask, TSimd.Load(source), default) : TSimd.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TMasked>(
        float* slopes, TVector mask, TVector x0, TVector x1, TVector x2, TVector x3, ref TVector a, ref TVector b, ref TVector c, ref TVector d)
        where TMasked : struct, INumber
    {
        TVector slope = Load<TMasked>(slopes, mask);
        a = TSimd.MultiplyAdd(slope, x0, a);
        b = TSimd.MultiplyAdd(slope, x1, b);
        c = TSimd.MultiplyAdd(slope, x2, c);
        d = TSimd.MultiplyAdd(slope, x3, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* sums, TVector a, TVector b, TVector c, TVector d)
    {
        TSimd.Store(sums, TSimd.Add(TSimd.Load(sums), a));
        TSimd.Store(sums + TSimd.Lanes, TSimd.Add(TSimd.Load(sums + TSimd.Lanes), b));
        TSimd.Store(sums + 2 * TSimd.Lanes, TSimd.Add(TSimd.Load(sums + 2 * TSimd.Lanes), c));
        TSimd.Store(sums + 3 * TSimd.Lanes, TSimd.Add(TSimd.Load(sums + 3 * TSimd.Lanes), d));
    }
}
