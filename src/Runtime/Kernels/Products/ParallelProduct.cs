namespace CompiledNets.Kernels;

/// <summary>C[m,n] (+)= A·B, cut into blocks of C that threads share.</summary>
internal readonly unsafe struct ParallelProduct<TColumns>(
    RowOperand a, TColumns b, float* c, int m, int n, int k, bool accumulate) : ISimdAction
    where TColumns : struct, IColumnOperand
{
    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (m == 0 || n == 0)
        {
            return;
        }

        if (SharedPanels<TColumns>.Pay(b, m, n, k))
        {
            new SharedPanels<TColumns>(a, b, c, m, n, k, accumulate).Run<TSimd, TVector>();
            return;
        }

        var cut = new ProductCut(m, n, k, Product<TSimd, TVector>.PanelWidth, TSimd.TileRows);
        var pieces = new Pieces<TSimd, TVector>
        {
            A = a, B = b, C = c, Columns = n, Depth = k, Accumulate = accumulate, Cut = cut,
        };
        Product<TSimd, TVector>.Reserve(cut.MostRowsInBlock, k);
        WorkPool.Run(ref pieces, cut.Pieces);
    }

    private struct Pieces<TSimd, TVector> : IPieces
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        public RowOperand A;
        public TColumns B;
        public float* C;
        public int Columns;
        public int Depth;
        public bool Accumulate;
        public ProductCut Cut;

        public readonly void Run(int piece)
        {
            (int row, int rows, int column, int columns) = Cut.Block(piece);
            Product<TSimd, TVector>.Block(
                A.From(row, 0), rows, in B, column, columns, Depth, C + (nint)row * Columns + column, Columns, Accumulate);
        }
    }
}
