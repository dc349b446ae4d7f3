namespace CompiledNets.Kernels;

/// <summary>y = p·v. A block of queries of one head of one sample is done at a time, each alone.</summary>
internal readonly struct AttentionForward(AttentionOperands operands, SampleRows y) : ISimdAction
{
    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        AttentionShape shape = operands.Shape;
        int blocks = operands.Samples * shape.Heads * shape.Blocks;
        long work = 2L * shape.RowsInBlock * shape.Keys * shape.HeadWidth;
        int each = Pieces.Size(blocks, work, AttentionBlock<TSimd, TVector>.PieceWork);
        var pieces = new Work<TSimd, TVector> { Operands = operands, Y = y, Blocks = blocks, Each = each };
        AttentionBlock<TSimd, TVector>.Reserve(shape, matrices: 1);
        WorkPool.Run(ref pieces, Pieces.Count(blocks, each));
    }

    private struct Work<TSimd, TVector> : IPieces
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        public AttentionOperands Operands;
        public SampleRows Y;
        public int Blocks;
        public int Each;

        public readonly void Run(int piece)
        {
            for (int index = piece * Each; index < Math.Min(Blocks, (piece + 1) * Each); index++)
            {
                (int headOfAll, int block) = Math.DivRem(index, Operands.Shape.Blocks);
                (int sample, int head) = Math.DivRem(headOfAll, Operands.Shape.Heads);
                RunBlock(sample, head, block);
            }
        }

        private readonly unsafe void RunBlock(int sample, int head, int block)
        {
            AttentionShape shape = Operands.Shape;
            int width = shape.HeadWidth, column = head * width;
            var p = new AttentionBlock<TSimd, TVector>(Operands, sample, head, block, matrices: 1);
            p.Multiply(
                p.P, shape.ScoresRow, Operands.V.At(sample, column), Operands.V.Row, width, Y.At(sample, column) + (nint)p.First * Y.Row, Y.Row);
        }
    }
}
