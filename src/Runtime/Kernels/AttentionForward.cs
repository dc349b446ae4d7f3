namespace CompiledNets.Kernels;

/// <summary>y = p·v. A block of queries of one head of one sample is done at a time, each alone.</summary>
internal readonly struct AttentionForward(AttentionOperands operands, SampleRows y) : ISimdAction
{
    /// <summary>Whether threads have two heads each, or one each and none is left: then each prepares its keys once, and a causal mask leaves
    /// all the same work. A query's result does not depend on the piece that it falls into.</summary>
    private bool HeadsSuffice
    {
        get
        {
            int heads = operands.Samples * operands.Shape.Heads, threads = WorkPool.Threads;
            return heads >= 2 * threads || heads % threads == 0;
        }
    }

    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        AttentionShape shape = operands.Shape;
        int blocksOfHead = Pieces.Count(shape.Queries, shape.BlockRows), blocks = operands.Samples * shape.Heads * blocksOfHead;
        long work = 2L * shape.BlockRows * shape.Keys * shape.HeadWidth;
        int each = HeadsSuffice ? blocksOfHead : Pieces.Size(blocks, work, AttentionHead<TSimd, TVector>.PieceWork);
        var pieces = new Work<TSimd, TVector> { Operands = operands, Y = y, BlocksOfHead = blocksOfHead, Blocks = blocks, Each = each };
        AttentionHead<TSimd, TVector>.Reserve(shape, gradient: false);
        WorkPool.Run(ref pieces, Pieces.Count(blocks, each));
    }

    private struct Work<TSimd, TVector> : IPieces
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        public AttentionOperands Operands;
        public SampleRows Y;
        public int BlocksOfHead, Blocks, Each;

        public readonly void Run(int piece)
        {
            var work = new AttentionHead<TSimd, TVector>(Operands.Shape, gradient: false);
            int there = -1;
            for (int index = piece * Each; index < Math.Min(Blocks, (piece + 1) * Each); index++)
            {
                (int headOfAll, int block) = Math.DivRem(index, BlocksOfHead);
                (int sample, int head) = Math.DivRem(headOfAll, Operands.Shape.Heads);
                if (headOfAll != there)
                {
                    Prepare(work, sample, head);
                    there = headOfAll;
                }

                RunBlock(work, sample, head, block * Operands.Shape.BlockRows);
            }
        }

        private readonly unsafe void Prepare(AttentionHead<TSimd, TVector> work, int sample, int head)
        {
            int width = Operands.Shape.HeadWidth, column = head * width;
            work.Transpose(Operands.K.At(sample, column), Operands.K.Row, work.KeyColumns);
            AttentionHead<TSimd, TVector>.Move(Operands.V.At(sample, column), Operands.V.Row, work.V, work.Row, Operands.Shape.Keys, width);
            if (!Operands.Mask.IsEmpty)
            {
                work.Show(Operands.Mask.At(sample, 0));
            }
        }

        private readonly unsafe void RunBlock(AttentionHead<TSimd, TVector> work, int sample, int head, int first)
        {
            AttentionShape shape = Operands.Shape;
            int rows = Math.Min(shape.BlockRows, shape.Queries - first), width = shape.HeadWidth, column = head * width;
            float* q = Operands.Q.At(sample, column) + (nint)first * Operands.Q.Row, y = Y.At(sample, column) + (nint)first * Y.Row;
            float* inverses = stackalloc float[rows];
            work.MultiplyColumns(RowOperand.RowMajor(q, Operands.Q.Row), first, rows, work.KeyColumns, work.Scores);
            for (int query = 0; query < rows; query++)
            {
                inverses[query] = AttentionRows<TSimd, TVector>.Exponentials(
                    work.Scores + (nint)query * shape.ScoresRow, shape.KeysBefore(first + query + 1), shape.EndOfRow(first + query),
                    Operands.Mask.IsEmpty ? null : work.Visible, shape.Scale);
            }

            work.MultiplyRows(work.Scores, first, rows, work.V, work.Result);
            for (int query = 0; query < rows; query++)
            {
                AttentionHead<TSimd, TVector>.Move(
                    work.Result + (nint)query * work.Row, work.Row, y + (nint)query * Y.Row, Y.Row, 1, width, inverses[query]);
            }
        }
    }
}
