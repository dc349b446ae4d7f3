using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>Transforms the sums of all tiles back to a weight's gradient, dw += Gᵀ·s·G, with neighbouring channels in the lanes of a vector.</summary>
internal static unsafe class WinogradWeightSums<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int Size = 6, Taps = 3, WidestVector = 16;

    /// <summary>Transforms all channels of one filter.</summary>
    /// <param name="sums">The first channel's sum at position 0; the next channel's is the next one, with whole vectors past the last.</param>
    /// <param name="position">Floats from one position to the next.</param>
    /// <param name="channels">How many.</param>
    /// <param name="dw">The filter, [channel, row, column].</param>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* sums, nint position, int channels, float* dw)
    {
        float* room = stackalloc float[((Size + Taps) * Taps + 1) * WidestVector];
        float* half = room + (-(nint)room & 63) / sizeof(float), taps = half + Size * Taps * WidestVector;
        for (int channel = 0; channel < channels; channel += TSimd.Lanes)
        {
            float* source = sums + channel, store = half;
            for (int index = 0; index < Size; index++)
            {
                WinogradTransform<TSimd, TVector>.WeightGradient(
                    TSimd.Load(source), TSimd.Load(source + Size * position), TSimd.Load(source + 2 * Size * position),
                    TSimd.Load(source + 3 * Size * position), TSimd.Load(source + 4 * Size * position), TSimd.Load(source + 5 * Size * position),
                    out var w0, out var w1, out var w2);
                TSimd.Store(store, w0);
                TSimd.Store(store + Size * TSimd.Lanes, w1);
                TSimd.Store(store + 2 * Size * TSimd.Lanes, w2);
                store += TSimd.Lanes;
                source += position;
            }

            for (int row = 0; row < Taps; row++)
            {
                float* load = half + row * Size * TSimd.Lanes, tap = taps + row * Taps * TSimd.Lanes;
                WinogradTransform<TSimd, TVector>.WeightGradient(
                    TSimd.Load(load), TSimd.Load(load + TSimd.Lanes), TSimd.Load(load + 2 * TSimd.Lanes),
                    TSimd.Load(load + 3 * TSimd.Lanes), TSimd.Load(load + 4 * TSimd.Lanes), TSimd.Load(load + 5 * TSimd.Lanes),
                    out var w0, out var w1, out var w2);
                TSimd.Store(tap, w0);
                TSimd.Store(tap + TSimd.Lanes, w1);
                TSimd.Store(tap + 2 * TSimd.Lanes, w2);
            }

            for (int lane = 0; lane < Math.Min(TSimd.Lanes, channels - channel); lane++)
            {
                for (int tap = 0; tap < Taps * Taps; tap++)
                {
                    dw[tap] += taps[tap * TSimd.Lanes + lane];
                }

                dw += Taps * Taps;
            }
        }
    }
}
