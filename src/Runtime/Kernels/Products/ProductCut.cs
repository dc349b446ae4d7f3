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
        long wanted = threads == 1 ? 1 : Math.Min((long)PiecesOfAThread * threads, (long)m * n * k / PieceWork);
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
    }

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
