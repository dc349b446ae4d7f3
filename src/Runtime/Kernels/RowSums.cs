namespace CompiledNets.Kernels;

/// <summary>What is summed over rows.</summary>
internal unsafe interface IRowSums
{
    /// <summary>Adds the terms of some rows to the sums.</summary>
    void Add<TSimd, TVector>(int row, int rows, float* sums)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

/// <summary>Sums over all rows of a batch, on all cores: pieces of rows with sums of their own, added in order. Rows are read once, from end to end.</summary>
/// <remarks>Three levels keep rounding errors small however many rows there are: blocks of <see cref="BlockRows"/>, the blocks of a piece, and at most
/// <see cref="MostPieces"/> pieces. The cut depends on the sizes alone.</remarks>
/// <param name="rows">Rows of the batch, at least one.</param>
/// <param name="width">Values in a row, for the cut.</param>
/// <param name="count">How many sums.</param>
/// <param name="terms">What is summed.</param>
internal readonly unsafe struct RowSums<TSums>(int rows, int width, int count, TSums terms) : ISimdAction
    where TSums : struct, IRowSums
{
    // A piece is worth handing to another thread from about this many values on.
    private const int PieceFloats = 16 * 1024;

    private const int MostPieces = 16, BlockRows = 256;

    private int PieceRows => Math.Max(Pieces.Size(rows, width, PieceFloats), Pieces.Count(rows, MostPieces));

    /// <summary>The sums, in memory that this thread may use for others next.</summary>
    public ReadOnlySpan<float> Total()
    {
        SimdLevels.Run(SimdLevels.Best, this);
        return new ReadOnlySpan<float>(Scratch.Get(ScratchUse.Sums, count), count);
    }

    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int pieces = Pieces.Count(rows, PieceRows);
        float* partials = Scratch.Get(ScratchUse.Sums, 2L * pieces * count);
        var work = new Work<TSimd, TVector> { Rows = rows, PieceRows = PieceRows, Count = count, Terms = terms, Partials = partials };
        WorkPool.Run(ref work, pieces);
        for (int piece = 1; piece < pieces; piece++)
        {
            Sums.Add(work.Of(piece), work.Of(0));
        }
    }

    private struct Work<TSimd, TVector> : IPieces
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        public int Rows, PieceRows, Count;
        public TSums Terms;

        /// <summary>For each piece its sums, then those of its current block.</summary>
        public float* Partials;

        public readonly Span<float> Of(int piece) => new(Partials + 2L * piece * Count, Count);

        public readonly void Run(int piece)
        {
            Span<float> total = Of(piece), block = new(Partials + (2L * piece + 1) * Count, Count);
            int first = piece * PieceRows, end = Math.Min(Rows, first + PieceRows);
            total.Clear();
            for (int row = first; row < end; row += BlockRows)
            {
                block.Clear();
                Terms.Add<TSimd, TVector>(row, Math.Min(BlockRows, end - row), Partials + (2L * piece + 1) * Count);
                Sums.Add(block, total);
            }
        }
    }
}
