namespace CompiledNets.Kernels;

/// <summary>C[m,n] = A·B with B in panels and an epilogue, cut into blocks of C that threads share: see <see cref="PackedGemm"/>.</summary>
internal readonly unsafe struct PackedProduct(RowOperand a, float* panels, float* c, int m, int n, int k, TileEpilogue epilogue, bool accumulate = false) : ISimdAction
{
    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (m == 0 || n == 0)
        {
            return;
        }

        var cut = new ProductCut(m, n, k, Product<TSimd, TVector>.PanelWidth, TSimd.TileRows);
        var pieces = new Pieces<TSimd, TVector> { A = a, Panels = panels, C = c, Columns = n, Depth = k, Epilogue = epilogue, Cut = cut, Accumulate = accumulate };
        Product<TSimd, TVector>.Reserve(cut.MostRowsInBlock, k);
        if (cut.IsPair)
        {
            WorkPool.RunPair(ref pieces);
        }
        else
        {
            WorkPool.Run(ref pieces, cut.Pieces);
        }
    }

    private struct Pieces<TSimd, TVector> : IPieces
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        public RowOperand A;
        public float* Panels;
        public float* C;
        public int Columns;
        public int Depth;
        public TileEpilogue Epilogue;
        public ProductCut Cut;
        public bool Accumulate;

        public readonly void Run(int piece)
        {
            (int row, int rows, int column, int columns) = Cut.Block(piece);
            RowOperand a = A.From(row, 0);
            float* panels = Panels + (nint)column * Depth, c = C + (nint)row * Columns + column;
            if (rows <= FewRows<TSimd, TVector>.Most && !Accumulate)
            {
                FewRows<TSimd, TVector>.Run(rows, a, panels, columns, Depth, c, Columns, Epilogue.From(column));
            }
            else
            {
                Product<TSimd, TVector>.PackedBlock(a, rows, panels, columns, Depth, c, Columns, Epilogue.From(column), Accumulate);
            }
        }
    }
}
