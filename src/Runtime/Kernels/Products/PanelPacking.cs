namespace CompiledNets.Kernels;

/// <summary>Packs all panels of a right operand, see <see cref="PackedGemm"/>.</summary>
/// <param name="scale">A factor for each column, or null.</param>
internal readonly unsafe struct PanelPacking<TColumns>(TColumns source, float* target, int n, int k, float* scale = null) : ISimdAction
    where TColumns : struct, IColumnOperand
{
    /// <summary>Values that are worth a thread's attention.</summary>
    private const long PieceFloats = 1 << 15;

    /// <summary>Rows of a matrix are read through several panels, so many rows at a time: one panel alone would touch a page for 128 bytes.</summary>
    private const int PanelsTogether = 4, RowsTogether = 8;

    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int width = Product<TSimd, TVector>.PanelWidth;
        int panels = (n + width - 1) / width;
        var pieces = new Pieces<TSimd, TVector>
        {
            Source = source, Target = target, Scale = scale, Columns = n, Depth = k, PanelsPerPiece = (int)Math.Max(PanelsTogether, PieceFloats / Math.Max(1, (long)width * k)),
        };
        WorkPool.Run(ref pieces, (panels + pieces.PanelsPerPiece - 1) / pieces.PanelsPerPiece);
    }

    private struct Pieces<TSimd, TVector> : IPieces
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        public TColumns Source;
        public float* Target;
        public float* Scale;
        public int Columns;
        public int Depth;
        public int PanelsPerPiece;

        public readonly void Run(int piece)
        {
            int width = Product<TSimd, TVector>.PanelWidth;
            int end = Math.Min(Columns, (piece + 1) * PanelsPerPiece * width);
            for (int column = piece * PanelsPerPiece * width; column < end; column += PanelsTogether * width)
            {
                int last = Math.Min(end, column + PanelsTogether * width);

                // Whole rows of all panels would fill the sets of the first-level cache: rows lie a power of two apart, often.
                int rows = Source.IsDirect ? RowsTogether : Math.Max(1, Depth);
                for (int k = 0; k < Depth; k += rows)
                {
                    for (int panel = column; panel < last; panel += width)
                    {
                        Pack(panel, k, Math.Min(rows, Depth - k));
                    }
                }
            }
        }

        private readonly void Pack(int column, int k, int depth)
        {
            int width = Product<TSimd, TVector>.PanelWidth;
            int columns = Math.Min(width, Columns - column);
            int panelWidth = columns > TSimd.Lanes ? width : TSimd.Lanes;
            float* panel = Target + (nint)column * Depth + (nint)k * panelWidth;
            if (columns < panelWidth)
            {
                new Span<float>(panel, panelWidth * depth).Clear();
            }

            Source.Pack<TSimd, TVector>(panel, panelWidth, k, depth, column, columns);
            for (int index = 0; index < depth && Scale is not null; index++)
            {
                Multiply(panel + (nint)index * panelWidth, Scale + column, columns);
            }
        }

        private static void Multiply(float* values, float* factors, int count)
        {
            for (int index = 0; index < count; index++)
            {
                values[index] *= factors[index];
            }
        }
    }
}
