namespace CompiledNets.Kernels;

/// <summary>Packs all panels of a right operand, see <see cref="PackedGemm"/>.</summary>
/// <param name="scale">A factor for each column, or null.</param>
internal readonly unsafe struct PanelPacking<TColumns>(TColumns source, float* target, int n, int k, float* scale = null) : ISimdAction
    where TColumns : struct, IColumnOperand
{
    /// <summary>Values that are worth a thread's attention.</summary>
    private const long PieceFloats = 1 << 15;

    private const int PanelsTogether = 4;

    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int width = Product<TSimd, TVector>.PanelWidth;
        int panels = (n + width - 1) / width;
        int least = source.IsDirect ? Math.Clamp(panels / WorkPool.Threads, 1, PanelsTogether) : 1;
        var pieces = new Pieces<TSimd, TVector>
        {
            Source = source, Target = target, Scale = scale, Columns = n, Depth = k, PanelsPerPiece = (int)Math.Max(least, PieceFloats / Math.Max(1, (long)width * k)),
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
            for (int column = piece * PanelsPerPiece * width; column < end;)
            {
                int together = Scale is null ? Math.Min(PanelsTogether, (end - column) / width) : 0;
                if (together > 1 && Source.PackTogether<TSimd, TVector>(Target + (nint)column * Depth, Depth, column, together))
                {
                    column += together * width;
                    continue;
                }

                Pack(column, Math.Min(width, Columns - column));
                column += width;
            }
        }

        private readonly void Pack(int column, int columns)
        {
            float* panel = Target + (nint)column * Depth;
            int panelWidth = columns > TSimd.Lanes ? Product<TSimd, TVector>.PanelWidth : TSimd.Lanes;
            if (columns < panelWidth)
            {
                new Span<float>(panel, panelWidth * Depth).Clear();
            }

            Source.Pack<TSimd, TVector>(panel, panelWidth, 0, Depth, column, columns);
            for (int index = 0; index < Depth && Scale is not null; index++)
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
