using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>The micro-kernel of a direct convolution with filters in the lanes: the sums of up to 12 neighbouring windows and one or two
/// vectors of filters, all in registers.</summary>
internal static unsafe class FilterTile<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>sums[window, filter] (+)= Σ over terms of slab[window + offsets[term]] · weight[term, filter].</summary>
    /// <param name="windows">1 to 12: neighbours in the slab.</param>
    /// <param name="wide">Two vectors of filters, else one.</param>
    /// <param name="weight">The first term's filters; the next term's lie <paramref name="weightStep"/> floats further.</param>
    /// <param name="sums">The sums' place; windows are <paramref name="sumStep"/> floats apart.</param>
    /// <param name="add">Add to what is there, else overwrite.</param>
    public static void Run(
        int windows, bool wide, int terms, float* slab, int* offsets, float* weight, nint weightStep, float* sums, nint sumStep, bool add)
    {
        switch (windows)
        {
            case 1: Run<N1>(wide, terms, slab, offsets, weight, weightStep, sums, sumStep, add); break;
            case 2: Run<N2>(wide, terms, slab, offsets, weight, weightStep, sums, sumStep, add); break;
            case 3: Run<N3>(wide, terms, slab, offsets, weight, weightStep, sums, sumStep, add); break;
            case 4: Run<N4>(wide, terms, slab, offsets, weight, weightStep, sums, sumStep, add); break;
            case 5: Run<N5>(wide, terms, slab, offsets, weight, weightStep, sums, sumStep, add); break;
            case 6: Run<N6>(wide, terms, slab, offsets, weight, weightStep, sums, sumStep, add); break;
            case 7: Run<N7>(wide, terms, slab, offsets, weight, weightStep, sums, sumStep, add); break;
            case 8: Run<N8>(wide, terms, slab, offsets, weight, weightStep, sums, sumStep, add); break;
            case 9: Run<N9>(wide, terms, slab, offsets, weight, weightStep, sums, sumStep, add); break;
            case 10: Run<N10>(wide, terms, slab, offsets, weight, weightStep, sums, sumStep, add); break;
            case 11: Run<N11>(wide, terms, slab, offsets, weight, weightStep, sums, sumStep, add); break;
            case 12: Run<N12>(wide, terms, slab, offsets, weight, weightStep, sums, sumStep, add); break;
            default: throw new ArgumentOutOfRangeException(nameof(windows));
        }
    }

    private static void Run<TWindows>(
        bool wide, int terms, float* slab, int* offsets, float* weight, nint weightStep, float* sums, nint sumStep, bool add)
        where TWindows : struct, INumber
    {
        if (wide)
        {
            Run<TWindows, N2>(terms, slab, offsets, weight, weightStep, sums, sumStep, add);
        }
        else
        {
            Run<TWindows, N1>(terms, slab, offsets, weight, weightStep, sums, sumStep, add);
        }
    }

    // What exceeds TWindows and TVectors vanishes when the JIT folds them. Windows are neighbours, so each is a constant displacement.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TWindows, TVectors>(
        int terms, float* slab, int* offsets, float* weight, nint weightStep, float* sums, nint sumStep, bool add)
        where TWindows : struct, INumber
        where TVectors : struct, INumber
    {
        TVector c0 = default, d0 = default;
        TVector c1 = default, d1 = default;
        TVector c2 = default, d2 = default;
        TVector c3 = default, d3 = default;
        TVector c4 = default, d4 = default;
        TVector c5 = default, d5 = default;
        TVector c6 = default, d6 = default;
        TVector c7 = default, d7 = default;
        TVector c8 = default, d8 = default;
        TVector c9 = default, d9 = default;
        TVector c10 = default, d10 = default;
        TVector c11 = default, d11 = default;
        nint ahead = terms * weightStep;
        for (int term = 0; term < terms; term++)
        {
            // The weight comes from afar: the next terms are fetched while these are multiplied.
            CacheLine.FetchFar(weight + ahead);
            if (TVectors.Value > 1)
            {
                CacheLine.FetchFar(weight + ahead + CacheLine.Floats);
            }

            float* values = slab + offsets[term];
            TVector w0 = TSimd.Load(weight), w1 = TVectors.Value > 1 ? TSimd.Load(weight + TSimd.Lanes) : default;
            MultiplyAdd<TVectors>(values, w0, w1, ref c0, ref d0);
            if (TWindows.Value > 1) { MultiplyAdd<TVectors>(values + 1, w0, w1, ref c1, ref d1); }
            if (TWindows.Value > 2) { MultiplyAdd<TVectors>(values + 2, w0, w1, ref c2, ref d2); }
            if (TWindows.Value > 3) { MultiplyAdd<TVectors>(values + 3, w0, w1, ref c3, ref d3); }
            if (TWindows.Value > 4) { MultiplyAdd<TVectors>(values + 4, w0, w1, ref c4, ref d4); }
            if (TWindows.Value > 5) { MultiplyAdd<TVectors>(values + 5, w0, w1, ref c5, ref d5); }
            if (TWindows.Value > 6) { MultiplyAdd<TVectors>(values + 6, w0, w1, ref c6, ref d6); }
            if (TWindows.Value > 7) { MultiplyAdd<TVectors>(values + 7, w0, w1, ref c7, ref d7); }
            if (TWindows.Value > 8) { MultiplyAdd<TVectors>(values + 8, w0, w1, ref c8, ref d8); }
            if (TWindows.Value > 9) { MultiplyAdd<TVectors>(values + 9, w0, w1, ref c9, ref d9); }
            if (TWindows.Value > 10) { MultiplyAdd<TVectors>(values + 10, w0, w1, ref c10, ref d10); }
            if (TWindows.Value > 11) { MultiplyAdd<TVectors>(values + 11, w0, w1, ref c11, ref d11); }
            weight += weightStep;
        }

        Finish<TVectors>(sums, c0, d0, add);
        if (TWindows.Value > 1) { Finish<TVectors>(sums + sumStep, c1, d1, add); }
        if (TWindows.Value > 2) { Finish<TVectors>(sums + 2 * sumStep, c2, d2, add); }
        if (TWindows.Value > 3) { Finish<TVectors>(sums + 3 * sumStep, c3, d3, add); }
        if (TWindows.Value > 4) { Finish<TVectors>(sums + 4 * sumStep, c4, d4, add); }
        if (TWindows.Value > 5) { Finish<TVectors>(sums + 5 * sumStep, c5, d5, add); }
        if (TWindows.Value > 6) { Finish<TVectors>(sums + 6 * sumStep, c6, d6, add); }
        if (TWindows.Value > 7) { Finish<TVectors>(sums + 7 * sumStep, c7, d7, add); }
        if (TWindows.Value > 8) { Finish<TVectors>(sums + 8 * sumStep, c8, d8, add); }
        if (TWindows.Value > 9) { Finish<TVectors>(sums + 9 * sumStep, c9, d9, add); }
        if (TWindows.Value > 10) { Finish<TVectors>(sums + 10 * sumStep, c10, d10, add); }
        if (TWindows.Value > 11) { Finish<TVectors>(sums + 11 * sumStep, c11, d11, add); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TVectors>(float* value, TVector w0, TVector w1, ref TVector sum0, ref TVector sum1)
        where TVectors : struct, INumber
    {
        TVector factor = TSimd.Broadcast(value);
        sum0 = TSimd.MultiplyAdd(factor, w0, sum0);
        if (TVectors.Value > 1)
        {
            sum1 = TSimd.MultiplyAdd(factor, w1, sum1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TVectors>(float* target, TVector sum0, TVector sum1, bool add)
        where TVectors : struct, INumber
    {
        TSimd.Store(target, add ? TSimd.Add(TSimd.Load(target), sum0) : sum0);
        if (TVectors.Value > 1)
        {
            target += TSimd.Lanes;
            TSimd.Store(target, add ? TSimd.Add(TSimd.Load(target), sum1) : sum1);
        }
    }
}
