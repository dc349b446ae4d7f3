namespace CompiledNets.Kernels;

/// <summary>How a product's m × n results are cut into blocks. An element's sum does not depend on the block that it falls into, so the
/// cut may depend on the number of threads, and results still do not.</summary>
internal readonly struct ProductCut
{
    // A block of rows and one chunk of depth stay in a second-level cache of 512 KiB or more.
    private const int MostRows = 256, MostColumns = 1024;

    // A block packs its rows (and panels, if nobody did before) for itself alone: blocks this large make little of it.
    private const int PanelsOfALargeBlock = 8, PanelsOfASmallBlock = 2, TilesOfASmallBlock = 2;

    /// <summary>Multiply-adds that are worth a thread's attention: some microseconds.</summary>
    private const long PieceWork = 1 << 19;

    /// <summary>More than one for each thread, since threads are not equally fast.</summary>
    private const int PiecesOfAThread = 4;

    /// <summary>A product of few rows takes as long as reading its right operand. From so many values on, reading half of them saves more than
    /// the hand-off costs; and up to so many, a core's cache keeps its half.</summary>
    private const int FewRows = 3, LeastPairValues = 1 << 16, MostPairValues = 1 << 20;

    private readonly int rows;
    private readonly int columns;
    private readonly int rowBlocks;
    private readonly int columnBlocks;
    private readonly int panelWidth;

    public ProductCut(int m, int n, int k, int panelWidth, int tileRows)
    {
        (rows, columns, this.panelWidth) = (m, n, panelWidth);
        rowBlocks = (m + MostRows - 1) / MostRows;
        columnBlocks = (n + MostColumns - 1) / MostColumns;
        int threads = WorkPool.Threads;
        long values = (long)n * k;
        bool halves = m <= FewRows && values is >= LeastPairValues and <= MostPairValues;
        long wanted = threads == 1 ? 1
            : halves ? 2
            : Math.Min((long)PiecesOfAThread * threads, m * values / PieceWork);
        while (rowBlocks * columnBlocks < wanted)
        {
            if (columns >= 2 * PanelsOfALargeBlock * panelWidth * columnBlocks)
            {
                columnBlocks *= 2;
            }
            else if (rows >= 2 * TilesOfASmallBlock * tileRows * rowBlocks)
            {
                rowBlocks *= 2;
            }
            else if (columns >= 2 * PanelsOfASmallBlock * panelWidth * columnBlocks)
            {
                columnBlocks *= 2;
            }
            else
            {
                break;
            }
        }

        IsPair = halves && Pieces == 2;
    }

    /// <summary>Whether the blocks are for <see cref="WorkPool.RunPair"/>.</summary>
    public bool IsPair { get; }

    public int Pieces => rowBlocks * columnBlocks;

    /// <summary>Rows of the highest block.</summary>
    public int MostRowsInBlock => (rows + rowBlocks - 1) / rowBlocks;

    /// <summary>The rows and columns of block number <paramref name="piece"/>; some may be empty.</summary>
    public (int Row, int Rows, int Column, int Columns) Block(int piece)
    {
        int rowBlock = piece % rowBlocks, columnBlock = piece / rowBlocks;
        int panels = (columns + panelWidth - 1) / panelWidth;
        int row = Part(rows, rowBlock, rowBlocks), rowEnd = Part(rows, rowBlock + 1, rowBlocks);
        int column = Math.Min(columns, panelWidth * Part(panels, columnBlock, columnBlocks));
        int columnEnd = Math.Min(columns, panelWidth * Part(panels, columnBlock + 1, columnBlocks));
        return (row, rowEnd - row, column, columnEnd - column);
    }

    private static int Part(int whole, int index, int count) => (int)((long)whole * index / count);
}
