namespace CompiledNets.Kernels;

/// <summary>C[m,n] (+)= Aᵀ·B of many terms, whose rows both lie term by term: a weight gradient over a long batch. Some terms of both operands pass
/// through the second-level cache, where a block of C waits for them, and nothing is packed.</summary>
/// <remarks>A tile of all terms would read 48 bytes of each row of A, one page after another; so, a few terms of all tiles come before the next ones, which are
/// asked for meanwhile. Sums are chains of <see cref="Terms"/> terms, added in order.</remarks>
internal readonly unsafe struct DeepProduct(float* a, float* b, float* c, int m, int n, int k, bool accumulate) : ISimdAction
{
    /// <summary>Terms that pass together. A block's 2 × 128 columns of them are 256 KiB at most, and as many come in meanwhile.</summary>
    private const int Terms = 128;

    /// <summary>Rows or columns of a block: its sums take 256 KiB at most.</summary>
    private const int MostSide = 256;

    private const int LeastTerms = 4 * Terms, LeastSide = 64;

    /// <summary>Operands that fit the caches stay there between tiles.</summary>
    private const long LeastFloats = 1 << 18;

    private const int PiecesOfAThread = 2;

    public static bool Pays(int m, int n, int k) =>
        k >= LeastTerms && m >= LeastSide && n >= LeastSide && n % CacheLine.Floats == 0 && ((long)m + n) * k >= LeastFloats;

    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int rowBlocks = Pieces.Count(m, MostSide), columnBlocks = Pieces.Count(n, MostSide), threads = WorkPool.Threads;
        while (threads > 1 && rowBlocks * columnBlocks < PiecesOfAThread * threads)
        {
            int rows = m / rowBlocks, columns = n / columnBlocks;
            if (Math.Max(rows, columns) < 2 * LeastSide)
            {
                break;
            }

            (rowBlocks, columnBlocks) = rows >= columns ? (rowBlocks * 2, columnBlocks) : (rowBlocks, columnBlocks * 2);
        }

        Product<TSimd, TVector>.Reserve(Pieces.Count(m, rowBlocks) + TSimd.TileRows, k);
        var blocks = new Blocks<TSimd, TVector>
        {
            A = a, B = b, C = c, Rows = m, Columns = n, Depth = k, Accumulate = accumulate, RowBlocks = rowBlocks, ColumnBlocks = columnBlocks,
        };
        WorkPool.Run(ref blocks, rowBlocks * columnBlocks);
    }

    private struct Blocks<TSimd, TVector> : IPieces
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        /// <summary>Floats of a term that a tile asks for.</summary>
        private const int Fetched = 32;

        public float* A, B, C;
        public int Rows, Columns, Depth, RowBlocks, ColumnBlocks;
        public bool Accumulate;

        public readonly void Run(int piece)
        {
            int width = Product<TSimd, TVector>.PanelWidth, panels = Pieces.Count(Columns, width);
            (int columnBlock, int rowBlock) = Math.DivRem(piece, RowBlocks);
            int row = Part(Rows, rowBlock, RowBlocks), rows = Part(Rows, rowBlock + 1, RowBlocks) - row;
            int first = Part(panels, columnBlock, ColumnBlocks) * width, end = Math.Min(Columns, Part(panels, columnBlock + 1, ColumnBlocks) * width);
            int whole = (end - first) / width * width, tail = first + whole;
            for (int term = 0; term < Depth; term += Terms)
            {
                AddTerms(term, row, rows, first, whole);
            }

            if (tail < end)
            {
                var columns = new RowMajorColumns(B, Columns);
                Product<TSimd, TVector>.Block(
                    RowOperand.ColumnMajor(A + row, Rows), rows, in columns, tail, end - tail, Depth, C + (nint)row * Columns + tail, Columns, Accumulate);
            }
        }

        private static int Part(int whole, int index, int count) => (int)((long)whole * index / count);

        private readonly void AddTerms(int term, int row, int rows, int column, int columns)
        {
            int width = Product<TSimd, TVector>.PanelWidth, tiles = Pieces.Count(rows, TSimd.TileRows), runs = tiles * (columns / width);
            int ofB = Pieces.Count(columns, Fetched), fetches = ofB + Pieces.Count(rows, Fetched), each = Math.Max(1, runs / fetches);
            int next = term + Terms, depth = Math.Min(Terms, Depth - term), run = 0;
            for (int panel = column; panel < column + columns; panel += width)
            {
                for (int tile = 0, top = row; tile < tiles; tile++, run++)
                {
                    int bottom = row + (int)((long)rows * (tile + 1) / tiles), fetch = run / each;
                    float* coming = next >= Depth || fetch >= fetches || run % each != 0 ? null
                        : fetch < ofB ? B + (nint)next * Columns + column + fetch * Fetched : A + (nint)next * Rows + row + (fetch - ofB) * Fetched;
                    Tile<TSimd, TVector>.Run(
                        bottom - top, wide: true, depth, RowOperand.ColumnMajor(A + (nint)term * Rows + top, Rows), B + (nint)term * Columns + panel, Columns,
                        C + (nint)top * Columns + panel, Columns, Accumulate || term > 0, default, coming, fetch < ofB ? Columns : Rows);
                    top = bottom;
                }
            }
        }
    }
}
