using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>The micro-kernel of <see cref="WinogradFewChannels{TSimd, TVector}"/>: two neighbouring tiles meet one or two vectors of
/// filters, so that each value read is multiplied twice.</summary>
internal static unsafe class WinogradTilePairs<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int Size = 6, WidestVector = 16, BlockFilters = DirectShape.BlockFilters;

    /// <summary>Whether a column of four products, 24 sums, fits the registers.</summary>
    public static bool HasRoomForTwoVectors => TSimd.TileRows > 6;

    private static int HalfFloats => WinogradTiles.Outputs * Size * TSimd.Lanes;

    /// <summary>sums[window, filter] of two tiles and one or two vectors of filters.</summary>
    /// <param name="wide">Two vectors, else one.</param>
    /// <param name="channels">The terms of each product.</param>
    /// <param name="input">The first tile's value at position 0 of the first channel; the other tile's is the next one.</param>
    /// <param name="pitch">Floats from one position to the next.</param>
    /// <param name="weight">[column of the tile, channel, row of the tile, filter].</param>
    /// <param name="nextWeight">Floats to the second vector's weights.</param>
    /// <param name="sums">The first tile's first window; windows lie <see cref="BlockFilters"/> floats apart.</param>
    /// <param name="width">Windows from one row of them to the next.</param>
    /// <param name="rows">Rows of windows that are wanted.</param>
    /// <param name="columns">Windows of a row that are wanted.</param>
    /// <param name="pool">Whether windows are the largest of 2×2 outputs.</param>
    [SkipLocalsInit]
    public static void Run(
        bool wide, int channels, float* input, nint pitch, float* weight, nint nextWeight, float* sums, nint width, int rows, int columns, bool pool)
    {
        float* room = stackalloc float[4 * WinogradOutput<TSimd, TVector>.HalfFloats + WidestVector];
        float* half = room + (-(nint)room & 63) / sizeof(float);
        if (wide)
        {
            Columns<N2>(channels, input, pitch, weight, nextWeight, half);
        }
        else
        {
            Columns<N1>(channels, input, pitch, weight, nextWeight, half);
        }

        int tileWindows = pool ? WinogradTiles.Outputs / 2 : WinogradTiles.Outputs;
        for (int vector = 0; vector < (wide ? 2 : 1); vector++)
        {
            Rows(half, sums, width, rows, columns, pool);
            if (columns > tileWindows)
            {
                Rows(half + HalfFloats, sums + tileWindows * BlockFilters, width, rows, columns - tileWindows, pool);
            }

            half += 2 * HalfFloats;
            sums += TSimd.Lanes;
        }
    }

    // half[vector, tile, row, column] = Aᵀ·m. What exceeds TVectors vanishes when the JIT folds it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Columns<TVectors>(int channels, float* input, nint pitch, float* weight, nint nextWeight, float* half)
        where TVectors : struct, INumber
    {
        nint row = Size * pitch;
        for (int column = 0; column < Size; column++)
        {
            TVector a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default;
            TVector b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default;
            TVector c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default;
            TVector d0 = default, d1 = default, d2 = default, d3 = default, d4 = default, d5 = default;
            float* values = input;
            for (int channel = channels; channel > 0; channel--)
            {
                MultiplyAdd<TVectors>(values, weight, nextWeight, ref a0, ref b0, ref c0, ref d0);
                values += row;
                MultiplyAdd<TVectors>(values, weight + WidestVector, nextWeight, ref a1, ref b1, ref c1, ref d1);
                values += row;
                MultiplyAdd<TVectors>(values, weight + 2 * WidestVector, nextWeight, ref a2, ref b2, ref c2, ref d2);
                values += row;
                MultiplyAdd<TVectors>(values, weight + 3 * WidestVector, nextWeight, ref a3, ref b3, ref c3, ref d3);
                values += row;
                MultiplyAdd<TVectors>(values, weight + 4 * WidestVector, nextWeight, ref a4, ref b4, ref c4, ref d4);
                values += row;
                MultiplyAdd<TVectors>(values, weight + 5 * WidestVector, nextWeight, ref a5, ref b5, ref c5, ref d5);
                values += row;
                weight += Size * WidestVector;
            }

            Store(half, a0, a1, a2, a3, a4, a5);
            Store(half + HalfFloats, b0, b1, b2, b3, b4, b5);
            if (TVectors.Value > 1)
            {
                Store(half + 2 * HalfFloats, c0, c1, c2, c3, c4, c5);
                Store(half + 3 * HalfFloats, d0, d1, d2, d3, d4, d5);
            }

            half += TSimd.Lanes;
            input += pitch;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TVectors>(
        float* values, float* weight, nint nextWeight, ref TVector a, ref TVector b, ref TVector c, ref TVector d)
        where TVectors : struct, INumber
    {
        TVector left = TSimd.Broadcast(values), right = TSimd.Broadcast(values + 1), filters = TSimd.Load(weight);
        a = TSimd.MultiplyAdd(left, filters, a);
        b = TSimd.MultiplyAdd(right, filters, b);
        if (TVectors.Value > 1)
        {
            TVector further = TSimd.Load(weight + nextWeight);
            c = TSimd.MultiplyAdd(left, further, c);
            d = TSimd.MultiplyAdd(right, further, d);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* half, TVector m0, TVector m1, TVector m2, TVector m3, TVector m4, TVector m5)
    {
        WinogradTransform<TSimd, TVector>.Output(m0, m1, m2, m3, m4, m5, out var y0, out var y1, out var y2, out var y3);
        TSimd.Store(half, y0);
        TSimd.Store(half + Size * TSimd.Lanes, y1);
        TSimd.Store(half + 2 * Size * TSimd.Lanes, y2);
        TSimd.Store(half + 3 * Size * TSimd.Lanes, y3);
    }

    // The windows of one tile.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows(float* half, float* sums, nint width, int rows, int columns, bool pool)
    {
        for (; rows > 0; rows--)
        {
            WinogradOutput<TSimd, TVector>.Outputs(half, out var y0, out var y1, out var y2, out var y3);
            half += Size * TSimd.Lanes;
            if (pool)
            {
                WinogradOutput<TSimd, TVector>.Outputs(half, out var z0, out var z1, out var z2, out var z3);
                half += Size * TSimd.Lanes;
                y0 = TSimd.Max(TSimd.Max(y0, y1), TSimd.Max(z0, z1));
                y1 = TSimd.Max(TSimd.Max(y2, y3), TSimd.Max(z2, z3));
            }

            TSimd.Store(sums, y0);
            if (columns > 1)
            {
                TSimd.Store(sums + BlockFilters, y1);
            }

            if (!pool && columns > 2)
            {
                TSimd.Store(sums + 2 * BlockFilters, y2);
            }

            if (!pool && columns > 3)
            {
                TSimd.Store(sums + 3 * BlockFilters, y3);
            }

            sums += width * BlockFilters;
        }
    }
}
