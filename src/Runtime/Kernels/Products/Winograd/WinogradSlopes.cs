using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>Transforms rows of tiles of a gradient to outputs, A·g·Aᵀ, with neighbouring tiles in the lanes of a vector.</summary>
internal static unsafe class WinogradSlopes<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int Size = 6, WidestVector = 16;

    /// <summary>Transforms one row of tiles of one filter.</summary>
    /// <param name="dy">The first of its rows of gradients.</param>
    /// <param name="width">Gradients in a row; those of the last tile that do not exist are zero.</param>
    /// <param name="rows">Rows that exist, 1 to 4.</param>
    /// <param name="columns">Tiles in the row.</param>
    /// <param name="target">The place of the first tile at position 0; the next tile's is the next one. Whole vectors are written.</param>
    /// <param name="position">Floats from one position to the next.</param>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Row(float* dy, int width, int rows, int columns, float* target, nint position)
    {
        float* room = stackalloc float[((Size + 1) * WinogradTiles.Outputs + 1) * WidestVector];
        float* half = room + (-(nint)room & 63) / sizeof(float), edge = half + Size * WinogradTiles.Outputs * WidestVector;
        new Span<float>(half, Size * WinogradTiles.Outputs * TSimd.Lanes).Clear();
        for (int column = 0; column < columns; column += TSimd.Lanes)
        {
            float* source = dy + WinogradTiles.Outputs * column, store = half;
            int outputs = width - WinogradTiles.Outputs * column;
            for (int row = 0; row < rows; row++)
            {
                TVector g0, g1, g2, g3;
                if (outputs >= WinogradTiles.Outputs * TSimd.Lanes)
                {
                    Interleave<TSimd, TVector>.Load(source, out g0, out g1, out g2, out g3);
                }
                else
                {
                    new Span<float>(edge, WinogradTiles.Outputs * TSimd.Lanes).Clear();
                    new ReadOnlySpan<float>(source, outputs).CopyTo(new Span<float>(edge, outputs));
                    Interleave<TSimd, TVector>.Load(edge, out g0, out g1, out g2, out g3);
                }

                WinogradTransform<TSimd, TVector>.Gradient(g0, g1, g2, g3, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5);
                Store(store, TSimd.Lanes, t0, t1, t2, t3, t4, t5);
                store += Size * TSimd.Lanes;
                source += width;
            }

            float* load = half, to = target + column;
            for (int index = 0; index < Size; index++)
            {
                WinogradTransform<TSimd, TVector>.Gradient(
                    TSimd.Load(load), TSimd.Load(load + Size * TSimd.Lanes), TSimd.Load(load + 2 * Size * TSimd.Lanes), TSimd.Load(load + 3 * Size * TSimd.Lanes),
                    out var t0, out var t1, out var t2, out var t3, out var t4, out var t5);
                Store(to, Size * position, t0, t1, t2, t3, t4, t5);
                load += TSimd.Lanes;
                to += position;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* target, nint step, TVector t0, TVector t1, TVector t2, TVector t3, TVector t4, TVector t5)
    {
        TSimd.Store(target, t0);
        TSimd.Store(target + step, t1);
        TSimd.Store(target + 2 * step, t2);
        TSimd.Store(target + 3 * step, t3);
        TSimd.Store(target + 4 * step, t4);
        TSimd.Store(target + 5 * step, t5);
    }
}
