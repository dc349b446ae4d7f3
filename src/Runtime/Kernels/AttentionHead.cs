namespace CompiledNets.Kernels;

/// <summary>One head of one sample at work, in a thread's scratch memory: keys and values as tiles read them, and the scores of a block of
/// queries. Tiles above the diagonal of a causal mask are left out.</summary>
internal readonly unsafe ref struct AttentionHead<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Multiply-adds that are worth a thread's attention.</summary>
    public const long PieceWork = 1 << 19;

    private readonly AttentionShape shape;

    /// <summary>Columns of a head in whole vectors: how far rows of K, V, queries and results lie apart.</summary>
    public readonly int Row;

    /// <summary>[keys, Row]: rows that products add up. Forward there are only values.</summary>
    public readonly float* K, V;

    /// <summary>[head width, scores' row]: the transposed keys, and values in the gradient.</summary>
    public readonly float* KeyColumns, ValueColumns;

    /// <summary>[keys]: 1 for a visible key.</summary>
    public readonly float* Visible;

    /// <summary>[block's rows, scores' row].</summary>
    public readonly float* Scores, Slopes;

    /// <summary>[block's rows, Row].</summary>
    public readonly float* Queries, Dy, Result;

    /// <summary>[keys, Row]: sums over blocks.</summary>
    public readonly float* Dk, Dv;

    public AttentionHead(in AttentionShape shape, bool gradient)
    {
        this.shape = shape;
        Row = RowOf(shape);
        int keys = shape.Keys * Row, columns = shape.HeadWidth * shape.ScoresRow, blockRows = gradient ? shape.GradientBlockRows : shape.BlockRows;
        int scores = blockRows * shape.ScoresRow, rows = blockRows * Row;
        float* next = Scratch.Get(ScratchUse.Attention, Floats(shape, gradient));
        Visible = Take(ref next, shape.ScoresRow);
        KeyColumns = Take(ref next, columns);
        Scores = Take(ref next, scores);
        Result = Take(ref next, rows);
        V = Take(ref next, keys);
        if (gradient)
        {
            K = Take(ref next, keys);
            ValueColumns = Take(ref next, columns);
            Slopes = Take(ref next, scores);
            Queries = Take(ref next, rows);
            Dy = Take(ref next, rows);
            Dk = Take(ref next, keys);
            Dv = V;
        }
    }

    /// <summary>Grows this thread's scratch memory to what a head takes.</summary>
    /// <inheritdoc cref="Product{TSimd, TVector}.Reserve"/>
    public static void Reserve(in AttentionShape shape, bool gradient) => Scratch.Get(ScratchUse.Attention, Floats(shape, gradient));

    /// <summary>Copies rows of a head's columns times a factor.</summary>
    public static void Move(float* from, nint fromRow, float* to, nint toRow, int rows, int columns, float factor = 1)
    {
        TVector factors = TSimd.Create(factor);
        for (; rows > 0; rows--, from += fromRow, to += toRow)
        {
            int column = 0;
            for (; column + TSimd.Lanes <= columns; column += TSimd.Lanes)
            {
                TSimd.Store(to + column, TSimd.Multiply(TSimd.Load(from + column), factors));
            }

            for (; column < columns; column++)
            {
                to[column] = from[column] * factor;
            }
        }
    }

    /// <summary>target[column, row] = source[row, column] for all keys; what follows them is 0.</summary>
    public void Transpose(float* source, nint sourceRow, float* target)
    {
        int row = shape.ScoresRow;
        new ColumnMajorColumns(source, (int)sourceRow).Pack<TSimd, TVector>(target, row, 0, shape.HeadWidth, 0, shape.Keys);
        for (int column = 0; column < shape.HeadWidth; column++)
        {
            new Span<float>(target + (nint)column * row + shape.Keys, row - shape.Keys).Clear();
        }
    }

    /// <summary>Notes which keys a mask shows.</summary>
    public void Show(float* mask)
    {
        for (int key = 0; key < shape.ScoresRow; key++)
        {
            Visible[key] = key < shape.Keys && mask[key] != 0 ? 1 : 0;
        }
    }

    /// <summary>C[rows, keys] = A[rows, head width]·columns, for the keys that a tile's queries see, and some beyond.</summary>
    /// <param name="first">The number of the first query.</param>
    public void MultiplyColumns(RowOperand a, int first, int rows, float* columns, float* c)
    {
        int width = Product<TSimd, TVector>.PanelWidth, row = shape.ScoresRow;
        for (int column = 0; column < shape.KeysBefore(first + rows); column += width)
        {
            for (int query = 0; query < rows; query += TSimd.TileRows)
            {
                int height = Math.Min(TSimd.TileRows, rows - query);
                if (column < shape.KeysBefore(first + query + height))
                {
                    MultiplyTile(a.From(query, 0), height, shape.HeadWidth, columns + column, row, true, c + (nint)query * row + column, row, add: false);
                }
            }
        }
    }

    /// <summary>C[rows, Row] = A·B over the keys that each tile's queries see, A lying like <see cref="Scores"/> and B like <see cref="K"/>.</summary>
    public void MultiplyRows(float* a, int first, int rows, float* b, float* c)
    {
        for (int query = 0; query < rows; query += TSimd.TileRows)
        {
            int height = Math.Min(TSimd.TileRows, rows - query);
            var tile = RowOperand.RowMajor(a + (nint)query * shape.ScoresRow, shape.ScoresRow);
            Multiply(tile, height, shape.KeysBefore(first + query + height), b, c + (nint)query * Row, add: false);
        }
    }

    /// <summary>C[keys, Row] += Aᵀ·B over the queries that see each tile's keys, A lying like <see cref="Scores"/> and B like <see cref="Queries"/>.</summary>
    public void AddTransposed(float* a, int first, int rows, float* b, float* c)
    {
        for (int key = 0; key < shape.KeysBefore(first + rows); key += TSimd.TileRows)
        {
            int height = Math.Min(TSimd.TileRows, shape.Keys - key), hidden = shape.Causal ? Math.Max(0, key - first) : 0;
            var tile = RowOperand.ColumnMajor(a + (nint)hidden * shape.ScoresRow + key, shape.ScoresRow);
            Multiply(tile, height, rows - hidden, b + (nint)hidden * Row, c + (nint)key * Row, add: true);
        }
    }

    private void Multiply(RowOperand a, int height, int depth, float* b, float* c, bool add)
    {
        for (int column = 0; column < Row; column += Product<TSimd, TVector>.PanelWidth)
        {
            MultiplyTile(a, height, depth, b + column, Row, Row - column > TSimd.Lanes, c + column, Row, add);
        }
    }

    private static void MultiplyTile(RowOperand a, int height, int depth, float* b, nint bRow, bool wide, float* c, nint cRow, bool add)
    {
        const int chunk = Product<TSimd, TVector>.ChunkDepth;
        for (int k = 0; k < depth; k += chunk)
        {
            Tile<TSimd, TVector>.Run(height, wide, Math.Min(chunk, depth - k), a.From(0, k), b + k * bRow, bRow, c, cRow, add || k > 0);
        }
    }

    private static int RowOf(in AttentionShape shape) => Pieces.Count(shape.HeadWidth, TSimd.Lanes) * TSimd.Lanes;

    private static long Floats(in AttentionShape shape, bool gradient)
    {
        long row = RowOf(shape), keys = shape.Keys * row, columns = shape.HeadWidth * shape.ScoresRow;
        long blockRows = gradient ? shape.GradientBlockRows : shape.BlockRows, scores = blockRows * shape.ScoresRow, rows = blockRows * row;
        return shape.ScoresRow + (gradient ? 2 * columns + 2 * scores + 3 * rows + 3 * keys : columns + scores + rows + keys);
    }

    private static float* Take(ref float* next, int floats)
    {
        float* taken = next;
        next += floats;
        return taken;
    }
}
