using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>Transforms rows of products back to outputs, Aᵀ·m·A, with neighbouring tiles in the lanes of a vector.</summary>
internal static unsafe class WinogradOutput<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int Size = 6, WidestVector = 16;

    /// <summary>Transforms one row of tiles of one filter.</summary>
    /// <param name="products">The first tile's product at position 0; the next tile's is the next one.</param>
    /// <param name="position">Floats from one position to the next.</param>
    /// <param name="columns">Tiles in the row.</param>
    /// <param name="bias">Added to each output.</param>
    /// <param name="residual">Added to each output, and lies as they do; or null.</param>
    /// <param name="y">The first output; rows are <paramref name="width"/> outputs.</param>
    /// <param name="height">Output rows that exist, of the tiles' four.</param>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Row(float* products, nint position, int columns, float bias, float* residual, bool relu, float* y, int width, int height)
    {
        float* room = stackalloc float[((WinogradTiles.Outputs * Size) + WinogradTiles.Outputs + 1) * WidestVector];
        float* half = room + (-(nint)room & 63) / sizeof(float), edge = half + WinogradTiles.Outputs * Size * WidestVector;
        TVector shift = TSimd.Create(bias);
        for (int column = 0; column < columns; column += TSimd.Lanes)
        {
            float* source = products + column, store = half;
            for (int index = 0; index < Size; index++)
            {
                WinogradTransform<TSimd, TVector>.Output(
                    TSimd.Load(source), TSimd.Load(source + Size * position), TSimd.Load(source + 2 * Size * position),
                    TSimd.Load(source + 3 * Size * position), TSimd.Load(source + 4 * Size * position), TSimd.Load(source + 5 * Size * position),
                    out var y0, out var y1, out var y2, out var y3);
                TSimd.Store(store, y0);
                TSimd.Store(store + Size * TSimd.Lanes, y1);
                TSimd.Store(store + 2 * Size * TSimd.Lanes, y2);
                TSimd.Store(store + 3 * Size * TSimd.Lanes, y3);
                store += TSimd.Lanes;
                source += position;
            }

            float* load = half, target = y + WinogradTiles.Outputs * column;
            int outputs = width - WinogradTiles.Outputs * column;
            float* shortcut = residual is null ? null : residual + WinogradTiles.Outputs * column;
            for (int row = 0; row < height; row++)
            {
                WinogradTransform<TSimd, TVector>.Output(
                    TSimd.Load(load), TSimd.Load(load + TSimd.Lanes), TSimd.Load(load + 2 * TSimd.Lanes),
                    TSimd.Load(load + 3 * TSimd.Lanes), TSimd.Load(load + 4 * TSimd.Lanes), TSimd.Load(load + 5 * TSimd.Lanes),
                    out var y0, out var y1, out var y2, out var y3);
                (y0, y1) = (TSimd.Add(y0, shift), TSimd.Add(y1, shift));
                (y2, y3) = (TSimd.Add(y2, shift), TSimd.Add(y3, shift));
                if (residual is not null)
                {
                    Add(ref y0, ref y1, ref y2, ref y3, shortcut, outputs, edge);
                    shortcut += width;
                }

                if (relu)
                {
                    (y0, y1) = (TSimd.Relu(y0), TSimd.Relu(y1));
                    (y2, y3) = (TSimd.Relu(y2), TSimd.Relu(y3));
                }

                if (outputs >= WinogradTiles.Outputs * TSimd.Lanes)
                {
                    Interleave<TSimd, TVector>.Store(target, y0, y1, y2, y3);
                }
                else
                {
                    Interleave<TSimd, TVector>.Store(edge, y0, y1, y2, y3);
                    new ReadOnlySpan<float>(edge, outputs).CopyTo(new Span<float>(target, outputs));
                }

                load += Size * TSimd.Lanes;
                target += width;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref TVector y0, ref TVector y1, ref TVector y2, ref TVector y3, float* residual, int outputs, float* edge)
    {
        if (outputs < WinogradTiles.Outputs * TSimd.Lanes)
        {
            new ReadOnlySpan<float>(residual, outputs).CopyTo(new Span<float>(edge, outputs));
            residual = edge;
        }

        Interleave<TSimd, TVector>.Load(residual, out var r0, out var r1, out var r2, out var r3);
        (y0, y1) = (TSimd.Add(y0, r0), TSimd.Add(y1, r1));
        (y2, y3) = (TSimd.Add(y2, r2), TSimd.Add(y3, r3));
    }
}
