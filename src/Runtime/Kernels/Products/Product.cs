using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>One block of a matrix product on one thread: packed panels of columns against register tiles of rows.</summary>
/// <remarks>
/// <para>The order of summation is fixed by the depth alone: terms are summed in chunks of <see cref="ChunkDepth"/>, each a chain
/// of multiply-adds from zero, and the chunks' sums are added in order. No cut into blocks, tiles or threads changes a bit.
/// Chunks also keep rounding errors small: they grow with the chunk's depth and the number of chunks, not their product.</para>
/// <para>A panel (chunk × two vectors) stays in the first-level cache while all tiles of rows pass it, as in Goto and
/// van de Geijn, "Anatomy of high-performance matrix multiplication" (2008).</para>
/// </remarks>
internal static unsafe class Product<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Terms summed in one chain. A panel this deep, 64 KiB, comes from the second-level cache as fast as it is asked for; shorter
    /// chains would pay for the ends of tiles more often.</summary>
    public const int ChunkDepth = 512;

    /// <summary>Chunks that a tile sums one after another, while its place in C is in the cache.</summary>
    private const int SlabDepth = 2 * ChunkDepth;

    /// <summary>Rows × depth that are packed at once: 384 KiB, and a panel, in a second-level cache of 512 KiB or more.</summary>
    private const int SlabFloats = 96 * 1024;

    /// <summary>Rows are copied to scratch when at least this many panels will read the copy.</summary>
    private const int PanelsWorthPackingFor = 4;

    /// <summary>Columns in a panel.</summary>
    public static int PanelWidth => 2 * TSimd.Lanes;

    // One more row, since packing may write past the last one.
    private static int PanelFloats => (ChunkDepth + 1) * PanelWidth;

    /// <summary>Grows this thread's scratch memory to what <see cref="Block"/> takes for up to this many rows.</summary>
    /// <remarks>Callers do it before they share work: which thread computes which block is chance, and a caller that had none of
    /// a kind so far must not allocate later, when it is thought to be warm.</remarks>
    public static void Reserve(int rows, int depth)
    {
        Scratch.Get(ScratchUse.Panel, PanelFloats);
        if (rows > TSimd.TileRows)
        {
            int slabRows = RowOfSlab(1, SlabsOf(rows, depth), rows);
            Scratch.Get(ScratchUse.RowBlock, Math.Max(RowOperand.PackedFloats(rows, Math.Min(depth, ChunkDepth)), RowOperand.PackedFloats(slabRows + TSimd.TileRows, Math.Min(depth, SlabDepth))));
        }
    }

    /// <summary>C[rows, columns] (+)= A[rows, depth]·B[depth, columns].</summary>
    /// <param name="a">The rows, from the block's first one on.</param>
    /// <param name="b">The columns.</param>
    /// <param name="firstColumn">The block's first column within <paramref name="b"/>.</param>
    /// <param name="c">The block's first element; rows are <paramref name="cRow"/> floats apart.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block<TColumns>(
        RowOperand a, int rows, in TColumns b, int firstColumn, int columns, int depth, float* c, nint cRow, bool accumulate)
        where TColumns : struct, IColumnOperand
    {
        if (depth == 0 && !accumulate)
        {
            for (int row = 0; row < rows; row++)
            {
                new Span<float>(c + row * cRow, columns).Clear();
            }
        }

        int width = PanelWidth;
        int tiles = (rows + TSimd.TileRows - 1) / TSimd.TileRows;
        int inPlace = b.IsDirect && tiles > 1 && b.PaysInPlace(rows) ? columns / width * width : 0;
        if (inPlace > 0)
        {
            Slabs(a, rows, b.At(0, firstColumn), b.Step, inPlace, depth, c, cRow, default, accumulate);
            if (inPlace < columns)
            {
                Block(a, rows, in b, firstColumn + inPlace, columns - inPlace, depth, c + inPlace, cRow, accumulate);
            }

            return;
        }

        bool packRows = !a.IsPacked && tiles > 1 && columns > PanelsWorthPackingFor * width;
        float* panelScratch = Scratch.Get(ScratchUse.Panel, PanelFloats);
        for (int k = 0; k < depth; k += ChunkDepth)
        {
            int chunk = Math.Min(ChunkDepth, depth - k);
            bool add = accumulate || k > 0;
            RowOperand chunkRows = a.From(0, k);
            if (packRows)
            {
                chunkRows = chunkRows.Pack(Scratch.Get(ScratchUse.RowBlock, RowOperand.PackedFloats(rows, chunk)), rows, chunk);
            }

            int done = rows == 1 && a.StepBytes == sizeof(float)
                ? b.MultiplyRow<TSimd, TVector>((float*)chunkRows.First, k, chunk, firstColumn, columns, c, add)
                : 0;
            for (int column = done; column < columns; column += width)
            {
                int inPanel = Math.Min(width, columns - column);
                bool wide = inPanel > TSimd.Lanes;
                int panelWidth = wide ? width : TSimd.Lanes;
                bool full = inPanel == panelWidth;
                float* panel = panelScratch;
                nint step = panelWidth;
                if (full && b.IsDirect && tiles == 1)
                {
                    panel = b.At(k, firstColumn + column);
                    step = b.Step;
                }
                else
                {
                    b.Pack<TSimd, TVector>(panel, panelWidth, k, chunk, firstColumn + column, inPanel);
                }

                for (int tile = 0, row = 0; tile < tiles; tile++)
                {
                    // Tiles of nearly equal height: 13 rows are 6 and 7, since a tile of one row would be mostly latency.
                    int next = (int)((long)rows * (tile + 1) / tiles);
                    float* target = c + row * cRow + column;
                    if (full)
                    {
                        Tile<TSimd, TVector>.Run(next - row, wide, chunk, chunkRows.From(row, 0), panel, step, target, cRow, add);
                    }
                    else
                    {
                        RunTail(next - row, wide, chunk, chunkRows.From(row, 0), panel, panelWidth, inPanel, target, cRow, add, default);
                    }

                    row = next;
                }
            }
        }
    }

    /// <summary>C[rows, columns] (+)= A·B, then the epilogue, with B in panels of the whole depth one after another.</summary>
    /// <param name="panels">The panel of the block's first column.</param>
    public static void PackedBlock(
        RowOperand a, int rows, float* panels, int columns, int depth, float* c, nint cRow, TileEpilogue epilogue, bool accumulate) =>
        Slabs(a, rows, panels, 0, columns, depth, c, cRow, epilogue, accumulate);

    /// <summary>A block, some rows and chunks of the depth after others.</summary>
    /// <param name="panels">The first column's panel.</param>
    /// <param name="bRow">0 if panels are packed; else B is read where it is, its rows so many floats apart, and has whole panels only.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Slabs(
        RowOperand a, int rows, float* panels, nint bRow, int columns, int depth, float* c, nint cRow, TileEpilogue epilogue, bool accumulate)
    {
        bool pack = !a.IsPacked && rows > TSimd.TileRows && columns > PanelsWorthPackingFor * PanelWidth && !a.IsDense(Math.Min(depth, ChunkDepth));
        int slabs = pack ? SlabsOf(rows, depth) : 1;
        for (int k = 0; k < depth || k == 0; k += SlabDepth)
        {
            int slabDepth = Math.Min(SlabDepth, depth - k);
            TileEpilogue last = k + slabDepth == depth ? epilogue : default;
            for (int slab = 0, row = 0; slab < slabs; slab++)
            {
                int next = RowOfSlab(slab + 1, slabs, rows);
                RowOperand slabRows = a.From(row, k);
                if (pack)
                {
                    slabRows = slabRows.Pack(Scratch.Get(ScratchUse.RowBlock, RowOperand.PackedFloats(next - row, slabDepth)), next - row, slabDepth);
                }

                Slab(slabRows, next - row, panels, bRow, columns, depth, k, slabDepth, c + row * cRow, cRow, last, accumulate || k > 0);
                row = next;
            }
        }
    }

    /// <summary>All panels of a block for terms k to k + slabDepth of some rows. A tile's chunks follow each other, so that its sums are
    /// added up in the first-level cache: C comes from further away, and there is more of it than of anything else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Slab(
        RowOperand a, int rows, float* panels, nint bRow, int columns, int depth, int k, int slabDepth, float* c, nint cRow, TileEpilogue epilogue, bool add)
    {
        int width = PanelWidth;
        int tiles = (rows + TSimd.TileRows - 1) / TSimd.TileRows;
        nint perColumn = bRow == 0 ? depth : 1;
        for (int column = 0; column < columns; column += width)
        {
            int inPanel = Math.Min(width, columns - column);
            bool wide = inPanel > TSimd.Lanes;
            int panelWidth = wide ? width : TSimd.Lanes;
            nint step = bRow == 0 ? panelWidth : bRow;
            float* panel = panels + column * perColumn + k * step;
            for (int tile = 0, row = 0; tile < tiles; tile++)
            {
                // Tiles of nearly equal height: 13 rows are 6 and 7, since a tile of one row would be mostly latency.
                int next = (int)((long)rows * (tile + 1) / tiles);
                float* target = c + row * cRow + column;
                for (int done = 0; done < slabDepth || done == 0; done += ChunkDepth)
                {
                    int chunk = Math.Min(ChunkDepth, slabDepth - done);
                    TileEpilogue last = done + chunk == slabDepth ? epilogue.From(column) : default;
                    RowOperand chunkRows = a.From(row, done);
                    float* terms = panel + done * step;
                    if (inPanel == panelWidth)
                    {
                        float* following = tile == 0 && tiles > 1 && column + width < columns ? terms + width * perColumn : null;
                        Tile<TSimd, TVector>.Run(next - row, wide, chunk, chunkRows, terms, step, target, cRow, add || done > 0, last.OfTile, following, step);
                    }
                    else
                    {
                        RunTail(next - row, wide, chunk, chunkRows, terms, step, inPanel, target, cRow, add || done > 0, last.OfTile);
                    }

                    if (last.Residual != 0)
                    {
                        AddResidual(next - row, inPanel, target, cRow, last);
                    }
                }

                row = next;
            }
        }
    }

    /// <summary>Adds the residual to a tile's sums, which are in the first-level cache, and applies ReLU.</summary>
    private static void AddResidual(int rows, int columns, float* c, nint cRow, TileEpilogue epilogue)
    {
        var rest = new TileEpilogue(null, epilogue.ReLU, epilogue.Residual);
        for (int row = 0; row < rows; row++, c += cRow)
        {
            int column = 0;
            for (; column + TSimd.Lanes <= columns; column += TSimd.Lanes)
            {
                TVector sum = TSimd.Add(TSimd.Load(c + column), TSimd.Load(c + column + rest.Residual));
                TSimd.Store(c + column, rest.ReLU ? TSimd.Relu(sum) : sum);
            }

            for (; column < columns; column++)
            {
                c[column] = rest.Of(c[column], column, c + column);
            }
        }
    }

    private static int SlabsOf(int rows, int depth)
    {
        int most = Math.Max(1, SlabFloats / Math.Clamp(depth, 1, SlabDepth) / TSimd.TileRows) * TSimd.TileRows;
        return (rows + most - 1) / most;
    }

    // Whole tiles, as equally many as can be.
    private static int RowOfSlab(int slab, int slabs, int rows)
    {
        int tiles = (rows + TSimd.TileRows - 1) / TSimd.TileRows;
        return Math.Min(rows, (int)((long)tiles * slab / slabs) * TSimd.TileRows);
    }

    /// <summary>A tile whose last columns do not exist: computed beside, then copied as far as they do.</summary>
    [SkipLocalsInit]
    private static void RunTail(
        int rows, bool wide, int depth, RowOperand a, float* panel, nint step, int columns, float* c, nint cRow, bool add, TileEpilogue epilogue)
    {
        const int MaxTile = 12 * 32, MaxWidth = 32;
        float* sums = stackalloc float[MaxTile];
        float* bias = stackalloc float[MaxWidth];
        int width = wide ? PanelWidth : TSimd.Lanes;
        if (add)
        {
            Copy(c, cRow, sums, width, rows, columns);
        }

        if (epilogue.Bias != null)
        {
            new Span<float>(bias, MaxWidth).Clear();
            Copy(epilogue.Bias, 0, bias, 0, 1, columns);
            epilogue = new TileEpilogue(bias, epilogue.ReLU);
        }

        Tile<TSimd, TVector>.Run(rows, wide, depth, a, panel, step, sums, width, add, epilogue);
        Copy(sums, width, c, cRow, rows, columns);
    }

    private static void Copy(float* source, nint sourceRow, float* target, nint targetRow, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            new ReadOnlySpan<float>(source + row * sourceRow, columns).CopyTo(new Span<float>(target + row * targetRow, columns));
        }
    }
}
