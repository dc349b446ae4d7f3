using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>The micro-kernel of a direct convolution with filters in the lanes: the sums of up to 12 neighbouring windows and two
/// vectors of filters, or of as many windows of two rows and one vector, all in registers.</summary>
/// <remarks>One vector and one row have a load for each multiply-add and some more, which is what bounds them.</remarks>
internal static unsafe class FilterTile<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>sums[window, filter] (+)= Σ over terms of slab[window + offsets[term]] · weight[term, filter].</summary>
    /// <param name="windows">1 to 12: neighbours in the slab.</param>
    /// <param name="wide">Two vectors of filters, else one.</param>
    /// <param name="below">With one vector: how many floats further in the slab the second row's windows are; 0 for one row.</param>
    /// <param name="weight">The first term's filters; the next term's lie <paramref name="weightStep"/> floats further.</param>
    /// <param name="sums">The sums' place; windows are <paramref name="sumStep"/> floats apart.</param>
    /// <param name="belowSums">How many floats further the second row's sums are.</param>
    /// <param name="add">Add to what is there, else overwrite.</param>
    public static void Run(
        int windows, bool wide, int terms, float* slab, nint below, int* offsets, float* weight, nint weightStep,
        float* sums, nint sumStep, nint belowSums, bool add)
    {
        switch (windows)
        {
            case 1: Run<N1>(wide, terms, slab, below, offsets, weight, weightStep, sums, sumStep, belowSums, add); break;
            case 2: Run<N2>(wide, terms, slab, below, offsets, weight, weightStep, sums, sumStep, belowSums, add); break;
            case 3: Run<N3>(wide, terms, slab, below, offsets, weight, weightStep, sums, sumStep, belowSums, add); break;
            case 4: Run<N4>(wide, terms, slab, below, offsets, weight, weightStep, sums, sumStep, belowSums, add); break;
            case 5: Run<N5>(wide, terms, slab, below, offsets, weight, weightStep, sums, sumStep, belowSums, add); break;
            case 6: Run<N6>(wide, terms, slab, below, offsets, weight, weightStep, sums, sumStep, belowSums, add); break;
            case 7: Run<N7>(wide, terms, slab, below, offsets, weight, weightStep, sums, sumStep, belowSums, add); break;
            case 8: Run<N8>(wide, terms, slab, below, offsets, weight, weightStep, sums, sumStep, belowSums, add); break;
            case 9: Run<N9>(wide, terms, slab, below, offsets, weight, weightStep, sums, sumStep, belowSums, add); break;
            case 10: Run<N10>(wide, terms, slab, below, offsets, weight, weightStep, sums, sumStep, belowSums, add); break;
            case 11: Run<N11>(wide, terms, slab, below, offsets, weight, weightStep, sums, sumStep, belowSums, add); break;
            case 12: Run<N12>(wide, terms, slab, below, offsets, weight, weightStep, sums, sumStep, belowSums, add); break;
            default: throw new ArgumentOutOfRangeException(nameof(windows));
        }
    }

    private static void Run<TWindows>(
        bool wide, int terms, float* slab, nint below, int* offsets, float* weight, nint weightStep,
        float* sums, nint sumStep, nint belowSums, bool add)
        where TWindows : struct, INumber
    {
        if (wide)
        {
            Run<TWindows, N2, N1>(terms, slab, below, offsets, weight, weightStep, sums, sumStep, TSimd.Lanes, add);
        }
        else if (below != 0)
        {
            Run<TWindows, N1, N2>(terms, slab, below, offsets, weight, weightStep, sums, sumStep, belowSums, add);
        }
        else
        {
            Run<TWindows, N1, N1>(terms, slab, below, offsets, weight, weightStep, sums, sumStep, 0, add);
        }
    }

    // What exceeds TWindows, TVectors and TRows vanishes when the JIT folds them; d is the second vector's sum, or the second row's.
    // Windows are neighbours, so each is a constant displacement.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TWindows, TVectors, TRows>(
        int terms, float* slab, nint below, int* offsets, float* weight, nint weightStep, float* sums, nint sumStep, nint second, bool add)
        where TWindows : struct, INumber
        where TVectors : struct, INumber
        where TRows : struct, INumber
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
            // A long weight comes from afar: the next terms are fetched while these are multiplied.
            if (TVectors.Value > 1)
            {
                CacheLine.FetchFar(weight + ahead);
                CacheLine.FetchFar(weight + ahead + CacheLine.Floats);
            }

            float* values = slab + offsets[term], under = values + below;
            TVector w0 = TSimd.Load(weight), w1 = TVectors.Value > 1 ? TSimd.Load(weight + TSimd.Lanes) : default;
            MultiplyAdd<TVectors, TRows>(values, under, w0, w1, ref c0, ref d0);
            if (TWindows.Value > 1) { MultiplyAdd<TVectors, TRows>(values + 1, under + 1, w0, w1, ref c1, ref d1); }
            if (TWindows.Value > 2) { MultiplyAdd<TVectors, TRows>(values + 2, under + 2, w0, w1, ref c2, ref d2); }
            if (TWindows.Value > 3) { MultiplyAdd<TVectors, TRows>(values + 3, under + 3, w0, w1, ref c3, ref d3); }
            if (TWindows.Value > 4) { MultiplyAdd<TVectors, TRows>(values + 4, under + 4, w0, w1, ref c4, ref d4); }
            if (TWindows.Value > 5) { MultiplyAdd<TVectors, TRows>(values + 5, under + 5, w0, w1, ref c5, ref d5); }
            if (TWindows.Value > 6) { MultiplyAdd<TVectors, TRows>(values + 6, under + 6, w0, w1, ref c6, ref d6); }
            if (TWindows.Value > 7) { MultiplyAdd<TVectors, TRows>(values + 7, under + 7, w0, w1, ref c7, ref d7); }
            if (TWindows.Value > 8) { MultiplyAdd<TVectors, TRows>(values + 8, under + 8, w0, w1, ref c8, ref d8); }
            if (TWindows.Value > 9) { MultiplyAdd<TVectors, TRows>(values + 9, under + 9, w0, w1, ref c9, ref d9); }
            if (TWindows.Value > 10) { MultiplyAdd<TVectors, TRows>(values + 10, under + 10, w0, w1, ref c10, ref d10); }
            if (TWindows.Value > 11) { MultiplyAdd<TVectors, TRows>(values + 11, under + 11, w0, w1, ref c11, ref d11); }
            weight += weightStep;
        }

        Finish<TVectors, TRows>(sums, second, c0, d0, add);
        if (TWindows.Value > 1) { Finish<TVectors, TRows>(sums + sumStep, second, c1, d1, add); }
        if (TWindows.Value > 2) { Finish<TVectors, TRows>(sums + 2 * sumStep, second, c2, d2, add); }
        if (TWindows.Value > 3) { Finish<TVectors, TRows>(sums + 3 * sumStep, second, c3, d3, add); }
        if (TWindows.Value > 4) { Finish<TVectors, TRows>(sums + 4 * sumStep, second, c4, d4, add); }
        if (TWindows.Value > 5) { Finish<TVectors, TRows>(sums + 5 * sumStep, second, c5, d5, add); }
        if (TWindows.Value > 6) { Finish<TVectors, TRows>(sums + 6 * sumStep, second, c6, d6, add); }
        if (TWindows.Value > 7) { Finish<TVectors, TRows>(sums + 7 * sumStep, second, c7, d7, add); }
        if (TWindows.Value > 8) { Finish<TVectors, TRows>(sums + 8 * sumStep, second, c8, d8, add); }
        if (TWindows.Value > 9) { Finish<TVectors, TRows>(sums + 9 * sumStep, second, c9, d9, add); }
        if (TWindows.Value > 10) { Finish<TVectors, TRows>(sums + 10 * sumStep, second, c10, d10, add); }
        if (TWindows.Value > 11) { Finish<TVectors, TRows>(sums + 11 * sumStep, second, c11, d11, add); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TVectors, TRows>(
        float* value, float* under, TVector w0, TVector w1, ref TVector sum0, ref TVector sum1)
        where TVectors : struct, INumber
        where TRows : struct, INumber
    {
        TVector factor = TSimd.Broadcast(value);
        sum0 = TSimd.MultiplyAdd(factor, w0, sum0);
        if (TVectors.Value > 1)
        {
            sum1 = TSimd.MultiplyAdd(factor, w1, sum1);
        }

        if (TRows.Value > 1)
        {
            sum1 = TSimd.MultiplyAdd(TSimd.Broadcast(under), w0, sum1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TVectors, TRows>(float* target, nint second, TVector sum0, TVector sum1, bool add)
        where TVectors : struct, INumber
        where TRows : struct, INumber
    {
        TSimd.Store(target, add ? TSimd.Add(TSimd.Load(target), sum0) : sum0);
        if (TVectors.Value > 1 || TRows.Value > 1)
        {
            target += second;
            TSimd.Store(target, add ? TSimd.Add(TSimd.Load(target), sum1) : sum1);
        }
    }
}
