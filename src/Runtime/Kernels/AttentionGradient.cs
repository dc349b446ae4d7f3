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
        int each = Pieces.Size(heads, work, AttentionHead<TSimd, TVector>.PieceWork);
        var pieces = new Work<TSimd, TVector> { Operands = operands, Dy = dy, Dq = dq, Dk = dk, Dv = dv, Heads = heads, Each = each };
        AttentionHead<TSimd, TVector>.Reserve(shape, gradient: true);
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
            var work = new AttentionHead<TSimd, TVector>(Operands.Shape, gradient: true);
            for (int index = piece * Each; index < Math.Min(Heads, (piece + 1) * Each); index++)
            {
                (int sample, int head) = Math.DivRem(index, Operands.Shape.Heads);
                RunHead(work, sample, head);
            }
        }

        private readonly unsafe void RunHead(AttentionHead<TSimd, TVector> work, int sample, int head)
        {
            AttentionShape shape = Operands.Shape;
            int width = shape.HeadWidth, column = head * width, keys = shape.Keys;
            float* k = Operands.K.At(sample, column);
            work.Transpose(k, Operands.K.Row, work.KeyColumns);
            work.Transpose(Operands.V.At(sample, column), Operands.V.Row, work.ValueColumns);
            AttentionHead<TSimd, TVector>.Move(k, Operands.K.Row, work.K, work.Row, keys, width);
            if (!Operands.Mask.IsEmpty)
            {
                work.Show(Operands.Mask.At(sample, 0));
            }

            new Span<float>(work.Dk, keys * work.Row).Clear();
            new Span<float>(work.Dv, keys * work.Row).Clear();
            for (int first = 0; first < shape.Queries; first += shape.GradientBlockRows)
            {
                RunBlock(work, sample, column, first, Math.Min(shape.GradientBlockRows, shape.Queries - first));
            }

            AttentionHead<TSimd, TVector>.Move(work.Dk, work.Row, Dk.At(sample, column), Dk.Row, keys, width, shape.Scale);
            AttentionHead<TSimd, TVector>.Move(work.Dv, work.Row, Dv.At(sample, column), Dv.Row, keys, width);
        }

        private readonly unsafe void RunBlock(AttentionHead<TSimd, TVector> work, int sample, int column, int first, int rows)
        {
            AttentionShape shape = Operands.Shape;
            int width = shape.HeadWidth, row = shape.ScoresRow;
            float* q = Operands.Q.At(sample, column) + (nint)first * Operands.Q.Row;
            AttentionHead<TSimd, TVector>.Move(q, Operands.Q.Row, work.Queries, work.Row, rows, width);
            AttentionHead<TSimd, TVector>.Move(Dy.At(sample, column) + (nint)first * Dy.Row, Dy.Row, work.Dy, work.Row, rows, width);
            work.MultiplyColumns(RowOperand.RowMajor(work.Queries, work.Row), first, rows, work.KeyColumns, work.Scores);
            work.MultiplyColumns(RowOperand.RowMajor(work.Dy, work.Row), first, rows, work.ValueColumns, work.Slopes);
            for (int query = 0; query < rows; query++)
            {
                int seen = shape.KeysBefore(first + query + 1), end = shape.EndOfRow(first + query);
                float* p = work.Scores + (nint)query * row;
                float inverse = AttentionRows<TSimd, TVector>.Exponentials(p, seen, end, Operands.Mask.IsEmpty ? null : work.Visible, shape.Scale);
                AttentionRows<TSimd, TVector>.Gradient(p, work.Slopes + (nint)query * row, seen, end, inverse);
            }

            work.AddTransposed(work.Scores, first, rows, work.Dy, work.Dv);
            work.AddTransposed(work.Slopes, first, rows, work.Queries, work.Dk);
            work.MultiplyRows(work.Slopes, first, rows, work.K, work.Result);
            AttentionHead<TSimd, TVector>.Move(
                work.Result, work.Row, Dq.At(sample, column) + (nint)first * Dq.Row, Dq.Row, rows, width, shape.Scale);
        }
    }
}
