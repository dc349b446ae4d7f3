namespace CompiledNets.Kernels;

/// <summary>dv = pᵀ·dy, dp = dy·vᵀ, ds = p∘(dp - Σ p∘dp), dq = ds·k/√d, dk = dsᵀ·q/√d. One head of one sample is done at a time, block after
/// block: all its queries add to dk and dv.</summary>
internal readonly struct AttentionGradient(AttentionOperands operands, SampleRows dy, SampleRows dq, SampleRows dk, SampleRows dv) : ISimdAction
{
    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        AttentionShape shape = operands.Shape;
        int heads = operands.Samples * shape.Heads;
        long work = 5L * shape.Queries * shape.Keys * shape.HeadWidth;
        int each = Pieces.Size(heads, work, AttentionBlock<TSimd, TVector>.PieceWork);
        var pieces = new Work<TSimd, TVector> { Operands = operands, Dy = dy, Dq = dq, Dk = dk, Dv = dv, Heads = heads, Each = each };
        AttentionBlock<TSimd, TVector>.Reserve(shape, matrices: 2);
        WorkPool.Run(ref pieces, Pieces.Count(heads, each));
    }

    private struct Work<TSimd, TVector> : IPieces
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        public AttentionOperands Operands;
        public SampleRows Dy, Dq, Dk, Dv;
        public int Heads;
        public int Each;

        public readonly void Run(int piece)
        {
            for (int index = piece * Each; index < Math.Min(Heads, (piece + 1) * Each); index++)
            {
                (int sample, int head) = Math.DivRem(index, Operands.Shape.Heads);
                Clear(Dk, sample, head);
                Clear(Dv, sample, head);
                for (int block = 0; block < Operands.Shape.Blocks; block++)
                {
                    RunBlock(sample, head, block);
                }
            }
        }

        private readonly unsafe void RunBlock(int sample, int head, int block)
        {
            AttentionShape shape = Operands.Shape;
            int width = shape.HeadWidth, column = head * width, row = shape.ScoresRow;
            var p = new AttentionBlock<TSimd, TVector>(Operands, sample, head, block, matrices: 2);
            float* dy = Dy.At(sample, column) + (nint)p.First * Dy.Row;
            p.AddTransposed(p.P, row, dy, Dy.Row, width, Dv.At(sample, column), Dv.Row);

            float* ds = p.Room;
            Product<TSimd, TVector>.Block(
                RowOperand.RowMajor(dy, Dy.Row), p.Rows, new ColumnMajorColumns(Operands.V.At(sample, column), Operands.V.Row), 0, p.Keys, width, ds, row,
                accumulate: false);
            for (int query = 0; query < p.Rows; query++)
            {
                // Over all keys of the block: those that the query does not see have p = 0.
                var slopes = new Span<float>(ds + (nint)query * row, p.Keys);
                Softmax.Gradient(1, p.Keys, new ReadOnlySpan<float>(p.P + (nint)query * row, p.Keys), slopes, slopes);
            }

            p.AddTransposed(ds, row, p.Scaled, width, width, Dk.At(sample, column), Dk.Row);
            float* dq = Dq.At(sample, column) + (nint)p.First * Dq.Row;
            p.Multiply(ds, row, Operands.K.At(sample, column), Operands.K.Row, width, dq, Dq.Row);
            for (int query = 0; query < p.Rows; query++)
            {
                var gradient = new Span<float>(dq + (nint)query * Dq.Row, width);
                for (int i = 0; i < width; i += Lanes.Count)
                {
                    Lanes.Store(gradient, i, Lanes.Load(gradient, i) * Lanes.Splat(shape.Scale));
                }
            }
        }

        private readonly unsafe void Clear(SampleRows gradient, int sample, int head)
        {
            AttentionShape shape = Operands.Shape;
            float* first = gradient.At(sample, head * shape.HeadWidth);
            for (int key = 0; key < shape.Keys; key++)
            {
                new Span<float>(first + (nint)key * gradient.Row, shape.HeadWidth).Clear();
            }
        }
    }
}
