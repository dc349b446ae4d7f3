namespace CompiledNets.Kernels;

/// <summary>Collects the weights of one phase of <see cref="ConvolutionInputGradient"/> as [group, channel, (filter, tap)].</summary>
internal unsafe struct PhaseWeights : IPieces
{
    private const int ChannelsPerPiece = 8;
    public Conv2DShape Shape;
    public AxisPhase Rows;
    public AxisPhase Columns;
    public float* Weight;
    public float* Collected;

    public readonly int Pieces => (Shape.Channels + ChannelsPerPiece - 1) / ChannelsPerPiece;

    private readonly int Taps => Rows.TapCount * Columns.TapCount;

    /// <summary>The slab offset of each (filter, tap).</summary>
    public readonly void FindOffsets(in WindowGrid grid, int pieceRows, int* offsets)
    {
        int plane = grid.PlaneFloats(pieceRows);
        for (int filter = 0; filter < Shape.GroupFilters; filter++)
        {
            for (int u = Rows.NextTap(-1); u < Shape.KernelHeight; u = Rows.NextTap(u))
            {
                for (int v = Columns.NextTap(-1); v < Shape.KernelWidth; v = Columns.NextTap(v))
                {
                    *offsets++ = filter * plane + grid.TapOffset(Rows.Shift(u) - Rows.FirstShift, Columns.Shift(v) - Columns.FirstShift);
                }
            }
        }
    }

    /// <summary>Collects some channels: filters outside, so that the weights are read in long runs.</summary>
    public readonly void Run(int piece)
    {
        int* taps = stackalloc int[Taps];
        int count = 0;
        for (int u = Rows.NextTap(-1); u < Shape.KernelHeight; u = Rows.NextTap(u))
        {
            for (int v = Columns.NextTap(-1); v < Shape.KernelWidth; v = Columns.NextTap(v))
            {
                taps[count++] = u * Shape.KernelWidth + v;
            }
        }

        int filters = Shape.GroupFilters, end = Math.Min(Shape.Channels, (piece + 1) * ChannelsPerPiece);
        for (int filter = 0; filter < filters; filter++)
        {
            for (int channel = piece * ChannelsPerPiece; channel < end; channel++)
            {
                (int group, int inGroup) = Math.DivRem(channel, Shape.GroupChannels);
                float* from = Weight + ((nint)(group * filters + filter) * Shape.GroupChannels + inGroup) * Shape.Taps;
                float* to = Collected + ((nint)channel * filters + filter) * count;
                for (int tap = 0; tap < count; tap++)
                {
                    to[tap] = from[taps[tap]];
                }
            }
        }
    }
}
