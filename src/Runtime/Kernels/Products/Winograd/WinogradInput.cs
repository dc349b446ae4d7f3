using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>Transforms rows of input tiles, Bᵀ·d·B, with neighbouring tiles in the lanes of a vector.</summary>
internal static unsafe class WinogradInput<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Input rows of a tile, and its transformed rows and columns.</summary>
    private const int Size = 6;

    private const int WidestVector = 16;

    /// <summary>Columns of a slab row with one remainder modulo 4, and whole vectors past the last.</summary>
    private static int Pitch(in WinogradTiles tiles) => (tiles.ColumnGroups / WidestVector + 2) * WidestVector;

    /// <summary>Floats of a slab for this many rows of tiles, and of the padded row that it is sorted from.</summary>
    public static int SlabFloats(in WinogradTiles tiles, int tileRows) =>
        (WinogradTiles.Outputs * tileRows + 3) * WinogradTiles.Outputs * Pitch(tiles);

    /// <summary>Transforms some rows of tiles of one channel of one image.</summary>
    /// <param name="plane">The channel.</param>
    /// <param name="slab">Scratch of <see cref="SlabFloats"/>.</param>
    /// <param name="target">The place of the first tile at position 0; the next tile's is the next one.</param>
    /// <param name="position">Floats from one position to the next.</param>
    public static void Rows(in WinogradTiles tiles, float* plane, int row, int rows, float* slab, float* target, nint position)
    {
        int pitch = Pitch(tiles);
        FillSlab(tiles, plane, row, rows, slab, pitch);
        for (int index = 0; index < rows; index++)
        {
            Transform(slab + index * WinogradTiles.Outputs * WinogradTiles.Outputs * pitch, pitch, tiles.Columns, target, position);
            target += tiles.Columns;
        }
    }

    // Slab row i holds image row 4·row + i - top, its padded columns sorted by their remainder modulo 4: then what neighbouring
    // tiles read at one place of theirs are neighbours.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillSlab(in WinogradTiles tiles, float* plane, int row, int rows, float* slab, int pitch)
    {
        int groups = tiles.ColumnGroups, slabRows = WinogradTiles.Outputs * rows + 2, first = WinogradTiles.Outputs * row - tiles.Top;
        int rowFloats = WinogradTiles.Outputs * pitch;
        float* line = slab + (nint)slabRows * rowFloats;
        new Span<float>(line, rowFloats).Clear();
        for (int index = 0; index < slabRows; index++)
        {
            int y = first + index;
            if ((uint)y >= (uint)tiles.Height)
            {
                new Span<float>(slab, rowFloats).Clear();
                slab += rowFloats;
                continue;
            }

            new ReadOnlySpan<float>(plane + (nint)y * tiles.Width, tiles.Width).CopyTo(new Span<float>(line + tiles.Left, tiles.Width));
            for (int group = 0; group < groups; group += TSimd.Lanes)
            {
                Interleave<TSimd, TVector>.Load(line + WinogradTiles.Outputs * group, out var d0, out var d1, out var d2, out var d3);
                TSimd.Store(slab + group, d0);
                TSimd.Store(slab + pitch + group, d1);
                TSimd.Store(slab + 2 * pitch + group, d2);
                TSimd.Store(slab + 3 * pitch + group, d3);
            }

            slab += rowFloats;
        }
    }

    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transform(float* slab, nint pitch, int columns, float* target, nint position)
    {
        float* room = stackalloc float[(Size * Size + 1) * WidestVector];
        float* half = room + (-(nint)room & 63) / sizeof(float);
        for (int column = 0; column < columns; column += TSimd.Lanes)
        {
            float* source = slab + column, store = half;
            for (int row = 0; row < Size; row++)
            {
                WinogradTransform<TSimd, TVector>.Input(
                    TSimd.Load(source), TSimd.Load(source + pitch), TSimd.Load(source + 2 * pitch), TSimd.Load(source + 3 * pitch),
                    TSimd.Load(source + 1), TSimd.Load(source + pitch + 1),
                    out var t0, out var t1, out var t2, out var t3, out var t4, out var t5);
                TSimd.Store(store, t0);
                TSimd.Store(store + TSimd.Lanes, t1);
                TSimd.Store(store + 2 * TSimd.Lanes, t2);
                TSimd.Store(store + 3 * TSimd.Lanes, t3);
                TSimd.Store(store + 4 * TSimd.Lanes, t4);
                TSimd.Store(store + 5 * TSimd.Lanes, t5);
                store += Size * TSimd.Lanes;
                source += WinogradTiles.Outputs * pitch;
            }

            float* load = half, to = target + column;
            for (int index = 0; index < Size; index++)
            {
                WinogradTransform<TSimd, TVector>.Input(
                    TSimd.Load(load), TSimd.Load(load + Size * TSimd.Lanes), TSimd.Load(load + 2 * Size * TSimd.Lanes),
                    TSimd.Load(load + 3 * Size * TSimd.Lanes), TSimd.Load(load + 4 * Size * TSimd.Lanes), TSimd.Load(load + 5 * Size * TSimd.Lanes),
                    out var t0, out var t1, out var t2, out var t3, out var t4, out var t5);
                TSimd.Store(to, t0);
                TSimd.Store(to + Size * position, t1);
                TSimd.Store(to + 2 * Size * position, t2);
                TSimd.Store(to + 3 * Size * position, t3);
                TSimd.Store(to + 4 * Size * position, t4);
                TSimd.Store(to + 5 * Size * position, t5);
                load += TSimd.Lanes;
                to += position;
            }
        }
    }
}
