using System.Numerics;

namespace CompiledNets.Kernels;

/// <summary>The probabilities of one head for a block of queries: what the forward and the backward pass both begin with.</summary>
internal readonly unsafe ref struct AttentionBlock<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Multiply-adds that are worth a thread's attention.</summary>
    public const long PieceWork = 1 << 19;

    // Rows that a product reads at once when queries are its depth: a block of rows and its packed copy stay in the cache.
    private const int MostProductRows = 240;

    public readonly int First, Rows, Keys;

    /// <summary>[Rows, head width]: q/√d, a copy.</summary>
    public readonly float* Scaled;

    /// <summary>[Rows, Keys]: the scores, and then p = softmax of each row. 0 where a key is not seen.</summary>
    public readonly float* P;

    /// <summary>[Rows, Keys], contents unspecified: room for dp.</summary>
    public readonly float* Room;

    /// <summary>Computes p of one block.</summary>
    /// <param name="matrices">Of scores: 1 if <see cref="Room"/> is not wanted, else 2.</param>
    public AttentionBlock(in AttentionOperands operands, int sample, int head, int block, int matrices)
    {
        AttentionShape shape = operands.Shape;
        int end = shape.FirstRow(block + 1);
        First = shape.FirstRow(block);
        Rows = end - First;
        Keys = shape.KeysBefore(end);
        P = Scratch.Get(ScratchUse.Attention, Floats(shape, matrices));
        Room = P + (matrices - 1) * MatrixFloats(shape);
        Scaled = P + matrices * MatrixFloats(shape);
        int width = shape.HeadWidth, column = head * width, row = shape.ScoresRow;
        float* q = operands.Q.At(sample, column) + (nint)First * operands.Q.Row;
        for (int query = 0; query < Rows; query++)
        {
            Scale(new ReadOnlySpan<float>(q + (nint)query * operands.Q.Row, width), shape.Scale, new Span<float>(Scaled + query * width, width));
        }

        Product<TSimd, TVector>.Block(
            RowOperand.RowMajor(Scaled, width), Rows, new ColumnMajorColumns(operands.K.At(sample, column), operands.K.Row), 0, Keys, width, P, row, false);
        for (int query = 0; query < Rows; query++)
        {
            var scores = new Span<float>(P + (nint)query * row, Keys);
            int seen = shape.KeysBefore(First + query + 1);
            scores[seen..].Clear();
            if (!operands.Mask.IsEmpty)
            {
                Hide(scores[..seen], new ReadOnlySpan<float>(operands.Mask.At(sample, 0), seen));
            }

            Normalize(scores[..seen]);
        }
    }

    /// <summary>Grows this thread's scratch memory to what a block takes.</summary>
    /// <inheritdoc cref="Product{TSimd, TVector}.Reserve"/>
    public static void Reserve(in AttentionShape shape, int matrices)
    {
        Scratch.Get(ScratchUse.Attention, Floats(shape, matrices));
        Product<TSimd, TVector>.Reserve(shape.RowsInBlock, Math.Max(shape.HeadWidth, shape.Keys));
        if (matrices > 1)
        {
            Product<TSimd, TVector>.Reserve(Math.Min(MostProductRows, shape.Keys), shape.RowsInBlock);
        }
    }

    /// <summary>C[Rows, columns] = A·B with A [Rows, Keys] like <see cref="P"/> and B [Keys, columns].</summary>
    public void Multiply(float* a, int aRow, float* b, int bRow, int columns, float* c, int cRow) =>
        Product<TSimd, TVector>.Block(RowOperand.RowMajor(a, aRow), Rows, new RowMajorColumns(b, bRow), 0, columns, Keys, c, cRow, accumulate: false);

    /// <summary>C[Keys, columns] += Aᵀ·B with A [Rows, Keys] like <see cref="P"/> and B [Rows, columns].</summary>
    public void AddTransposed(float* a, int aRow, float* b, int bRow, int columns, float* c, int cRow)
    {
        for (int key = 0; key < Keys; key += MostProductRows)
        {
            Product<TSimd, TVector>.Block(
                RowOperand.ColumnMajor(a, aRow).From(key, 0), Math.Min(MostProductRows, Keys - key), new RowMajorColumns(b, bRow), 0, columns, Rows,
                c + (nint)key * cRow, cRow, accumulate: true);
        }
    }

    private static long MatrixFloats(in AttentionShape shape) => (long)shape.RowsInBlock * shape.ScoresRow;

    private static long Floats(in AttentionShape shape, int matrices) =>
        matrices * MatrixFloats(shape) + (long)shape.RowsInBlock * shape.HeadWidth;

    private static void Scale(ReadOnlySpan<float> x, float factor, Span<float> y)
    {
        for (int i = 0; i < x.Length; i += Lanes.Count)
        {
            Lanes.Store(y, i, Lanes.Load(x, i) * Lanes.Splat(factor));
        }
    }

    private static void Hide(Span<float> scores, ReadOnlySpan<float> mask)
    {
        for (int i = 0; i < scores.Length; i += Lanes.Count)
        {
            Vector<int> hidden = Vector.Equals(Lanes.Load(mask, i), Vector<float>.Zero);
            Lanes.Store(scores, i, Vector.ConditionalSelect(hidden, Lanes.Splat(float.NegativeInfinity), Lanes.Load(scores, i)));
        }
    }

    private static void Normalize(Span<float> scores)
    {
        float max = Sums.Max(scores);
        if (float.IsNegativeInfinity(max))
        {
            scores.Clear();
            return;
        }

        Vector<float> sum = new(Sums.Exponentials(scores, max, scores));
        for (int i = 0; i < scores.Length; i += Lanes.Count)
        {
            Lanes.Store(scores, i, Lanes.Load(scores, i) / sum);
        }
    }
}
