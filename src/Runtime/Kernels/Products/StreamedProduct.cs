namespace CompiledNets.Kernels;

/// <summary>C[m,n] (+)= Aᵀ·B with few rows of C and a long B: B is read from the memory once, some whole rows side by side, while C waits in
/// the second-level cache.</summary>
/// <remarks>The other way round, panel by panel, each row of B is another page of memory and gives two cache lines. Sums are chains of
/// <see cref="Depth"/> terms, added in order.</remarks>
internal readonly unsafe struct StreamedProduct(RowOperand a, RowMajorColumns b, float* c, int m, int n, int k, bool accumulate) : ISimdAction
{
    private const int MostRows = 16, LeastColumns = 256;

    /// <summary>A shorter B stays in a cache, where panels cost nothing.</summary>
    private const long LeastFloats = 1 << 19;

    /// <summary>Rows of B that are read side by side, and how far ahead.</summary>
    private const int Depth = 32, Ahead = 128;

    private const int PanelsPerPiece = 8, PiecesOfAThread = 4;

    public static bool Pays(int m, int n, int k) => m is > 0 and <= MostRows && n >= LeastColumns && (long)n * k >= LeastFloats;

    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int panels = (n + Product<TSimd, TVector>.PanelWidth - 1) / Product<TSimd, TVector>.PanelWidth, threads = WorkPool.Threads;
        var blocks = new Blocks<TSimd, TVector>
        {
            A = a, B = b, C = c, Rows = m, Columns = n, Terms = k, Accumulate = accumulate, Panels = panels,
            Count = threads == 1 ? 1 : Math.Clamp(panels / PanelsPerPiece, 1, PiecesOfAThread * threads),
        };
        Product<TSimd, TVector>.Reserve(m, k);
        WorkPool.Run(ref blocks, blocks.Count);
    }

    private struct Blocks<TSimd, TVector> : IPieces
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        public RowOperand A;
        public RowMajorColumns B;
        public float* C;
        public int Rows;
        public int Columns;
        public int Terms;
        public bool Accumulate;
        public int Panels;
        public int Count;

        public readonly void Run(int piece)
        {
            int width = Product<TSimd, TVector>.PanelWidth;
            int first = (int)((long)Panels * piece / Count) * width, end = Math.Min(Columns, (int)((long)Panels * (piece + 1) / Count) * width);
            int whole = first + (end - first) / width * width;
            for (int term = 0; term < Terms; term += Depth)
            {
                for (int column = first; column < whole; column += width)
                {
                    AddPanel(term, Math.Min(Depth, Terms - term), column);
                }
            }

            if (whole < end)
            {
                Product<TSimd, TVector>.Block(A, Rows, in B, whole, end - whole, Terms, C + whole, Columns, Accumulate);
            }
        }

        private readonly void AddPanel(int term, int depth, int column)
        {
            float* panel = B.At(term, column);
            for (int row = 0; row < depth; row++)
            {
                CacheLine.Fetch(panel + row * B.Step + Ahead);
                CacheLine.Fetch(panel + row * B.Step + Ahead + CacheLine.Floats);
            }

            int tiles = (Rows + TSimd.TileRows - 1) / TSimd.TileRows;
            for (int tile = 0, row = 0; tile < tiles; tile++)
            {
                int next = Rows * (tile + 1) / tiles;
                Tile<TSimd, TVector>.Run(
                    next - row, wide: true, depth, A.From(row, term), panel, B.Step, C + (nint)row * Columns + column, Columns, Accumulate || term > 0);
                row = next;
            }
        }
    }
}
