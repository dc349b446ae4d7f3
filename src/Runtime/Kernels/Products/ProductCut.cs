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
    private const long PieceWork = 1 << 18;

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
    private readonly int tileRows;

    public ProductCut(int m, int n, int k, int panelWidth, int tileRows)
    {
        (rows, columns, this.panelWidth, this.tileRows) = (m, n, panelWidth, tileRows);
        rowBlocks = (m + MostRows - 1) / MostRows;
        columnBlocks = (n + MostColumns - 1) / MostColumns;
        int threads = WorkPool.Threads;
        long values = (long)n * k;
        bool halves = m <= FewRows && values is >= LeastPairValues and <= MostPairValues;
        long wanted = threads == 1 ? 1
            : halves ? 2
            : Math.Min((long)PiecesOfAThread * threads, (m * values + PieceWork - 1) / PieceWork);
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
    public int MostRowsInBlock => Math.Min(rows, tileRows * ((Tiles(rows, tileRows) + rowBlocks - 1) / rowBlocks));

    /// <summary>The rows and columns of block number <paramref name="piece"/>; some may be empty.</summary>
    /// <remarks>Blocks end where register tiles do, so no tile is narrower for the cut.</remarks>
    public (int Row, int Rows, int Column, int Columns) Block(int piece)
    {
        (int row, int rowEnd) = Part(rows, tileRows, piece / columnBlocks, rowBlocks);
        (int column, int columnEnd) = Part(columns, panelWidth, piece % columnBlocks, columnBlocks);
        return (row, rowEnd - row, column, columnEnd - column);
    }

    private static (int Start, int End) Part(int whole, int unit, int index, int count)
    {
        int units = Tiles(whole, unit);
        return (Math.Min(whole, unit * At(index)), Math.Min(whole, unit * At(index + 1)));

        int At(int part) => (int)((long)units * part / count);
    }

    private static int Tiles(int whole, int unit) => (whole + unit - 1) / unit;
}
