using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>Transforms rows of products back to outputs, Aᵀ·m·A, with neighbouring tiles in the lanes of a vector.</summary>
internal static unsafe class WinogradOutput<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int Size = 6, WidestVector = 16;

    /// <summary>Floats that <see cref="Columns"/> fills: four rows of six half transformed vectors.</summary>
    public const int HalfFloats = WinogradTiles.Outputs * Size * WidestVector;

    /// <summary>Transforms one row of tiles of one filter.</summary>
    /// <param name="products">The first tile's product at position 0; the next tile's is the next one.</param>
    /// <param name="position">Floats from one position to the next.</param>
    /// <param name="columns">Tiles in the row.</param>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Row(float* products, nint position, int columns, in WinogradTarget target)
    {
        float* room = stackalloc float[HalfFloats + (WinogradTiles.Outputs + 1) * WidestVector];
        float* half = room + (-(nint)room & 63) / sizeof(float), edge = half + HalfFloats;
        float* residual = target.Residual;
        TVector shift = TSimd.Create(target.Bias);
        int rows = target.Rows, width = target.Width;
        bool relu = target.Relu;
        for (int column = 0; column < columns; column += TSimd.Lanes)
        {
            Columns(products + column, position, half);
            float* load = half, store = target.Y + WinogradTiles.Outputs * column;
            float* shortcut = residual is null ? null : residual + WinogradTiles.Outputs * column;
            int outputs = width - WinogradTiles.Outputs * column;
            for (int row = 0; row < rows; row++)
            {
                Outputs(load, out var y0, out var y1, out var y2, out var y3);
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
                    Interleave<TSimd, TVector>.Store(store, y0, y1, y2, y3);
                }
                else
                {
                    Interleave<TSimd, TVector>.Store(edge, y0, y1, y2, y3);
                    new ReadOnlySpan<float>(edge, outputs).CopyTo(new Span<float>(store, outputs));
                }

                load += Size * TSimd.Lanes;
                store += width;
            }
        }
    }

    /// <summary>Aᵀ·m for a vector of tiles: half[output row, column of the tile].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Columns(float* source, nint position, float* half)
    {
        for (int index = 0; index < Size; index++)
        {
            WinogradTransform<TSimd, TVector>.Output(
                TSimd.Load(source), TSimd.Load(source + Size * position), TSimd.Load(source + 2 * Size * position),
                TSimd.Load(source + 3 * Size * position), TSimd.Load(source + 4 * Size * position), TSimd.Load(source + 5 * Size * position),
                out var y0, out var y1, out var y2, out var y3);
            TSimd.Store(half, y0);
            TSimd.Store(half + Size * TSimd.Lanes, y1);
            TSimd.Store(half + 2 * Size * TSimd.Lanes, y2);
            TSimd.Store(half + 3 * Size * TSimd.Lanes, y3);
            half += TSimd.Lanes;
            source += position;
        }
    }

    /// <summary>The four outputs of each tile that a row of <see cref="Columns"/> makes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Outputs(float* half, out TVector y0, out TVector y1, out TVector y2, out TVector y3) =>
        WinogradTransform<TSimd, TVector>.Output(
            TSimd.Load(half), TSimd.Load(half + TSimd.Lanes), TSimd.Load(half + 2 * TSimd.Lanes),
            TSimd.Load(half + 3 * TSimd.Lanes), TSimd.Load(half + 4 * TSimd.Lanes), TSimd.Load(half + 5 * TSimd.Lanes),
            out y0, out y1, out y2, out y3);

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
