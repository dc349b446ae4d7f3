namespace CompiledNets.Kernels;

/// <summary>The sums of one chunk of samples for one block of channels: sums[chunk, group, (channel, tap), filter].</summary>
internal unsafe struct WeightGradientPieces<TSimd, TVector> : IPieces
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    public Conv2DShape Shape;
    public WindowGrid Grid;
    public int Samples;
    public int Chunks;
    public float* X;
    public float* Dy;
    public float* Sums;
    public int ChannelsPerPiece;

    /// <summary>Grid rows whose windows are summed in one product.</summary>
    public int RowsPerStep;

    /// <summary>For each (channel, tap) its offset in a slab of <see cref="RowsPerStep"/> grid rows.</summary>
    public int* Offsets;

    public readonly int BlocksPerGroup => (Shape.GroupChannels + ChannelsPerPiece - 1) / ChannelsPerPiece;

    public readonly void Run(int piece)
    {
        (int groupPiece, int block) = Math.DivRem(piece, BlocksPerGroup);
        (int chunk, int group) = Math.DivRem(groupPiece, Shape.Groups);
        int channel = block * ChannelsPerPiece, channels = Math.Min(ChannelsPerPiece, Shape.GroupChannels - channel);
        int terms = channels * Shape.Taps, filters = Shape.GroupFilters;
        float* sums = Sums + (nint)chunk * Shape.WeightSize
            + ((nint)group * Shape.GroupChannels + channel) * Shape.Taps * filters;
        new Span<float>(sums, terms * filters).Clear();

        nint inputPlane = (nint)Shape.Height * Shape.Width, outputPlane = (nint)Grid.Height * Grid.Width;
        int end = (int)((long)Samples * (chunk + 1) / Chunks);
        for (int sample = (int)((long)Samples * chunk / Chunks); sample < end; sample++)
        {
            float* x = X + ((nint)sample * Shape.Channels + group * Shape.GroupChannels + channel) * inputPlane;
            float* dy = Dy + ((nint)sample * Shape.Filters + group * filters) * outputPlane;
            for (int row = 0; row < Grid.Height; row += RowsPerStep)
            {
                int rows = Math.Min(RowsPerStep, Grid.Height - row);
                float* slab = Slab.Fill<TSimd, TVector>(Grid, x, channels, row, rows, RowsPerStep);
                AddProduct(slab, terms, rows, dy + (nint)row * Grid.Width, sums);
            }
        }
    }

    private readonly void AddProduct(float* slab, int terms, int rows, float* dy, float* sums)
    {
        if (Shape.GroupFilters == 1)
        {
            RowConvolution<TSimd, TVector>.WeightGradient(Grid, slab, Offsets, dy, terms, rows, sums);
            return;
        }

        int windows = rows * Grid.Width;
        int stride = RowOperand.PackedStride(windows);
        float* packed = RowBlock(terms, windows);
        SlabRun* runs = stackalloc SlabRun[rows];
        int count = Grid.FindRuns(0, windows, runs);
        for (int term = 0; term < terms; term++)
        {
            WindowGrid.CopyRuns<TSimd, TVector>(packed + (nint)term * stride, slab + Offsets[term], runs, count);
        }

        var windowsOfTerms = new RowOperand((byte*)packed, (nint)stride * sizeof(float), sizeof(float), isPacked: true);
        var dyTransposed = new ColumnMajorColumns(dy, Grid.Height * Grid.Width);
        Product<TSimd, TVector>.Block(
            windowsOfTerms, terms, in dyTransposed, 0, Shape.GroupFilters, windows, sums, Shape.GroupFilters, accumulate: true);
    }

    /// <summary>Grows this thread's scratch memory to what a piece takes.</summary>
    public readonly void Reserve()
    {
        Slab.Reserve<TSimd, TVector>(Grid, ChannelsPerPiece, RowsPerStep);
        Product<TSimd, TVector>.Reserve(1, 0);
        RowBlock(ChannelsPerPiece * Shape.Taps, RowsPerStep * Grid.Width);
    }

    private static float* RowBlock(int terms, int windows) =>
        Scratch.Get(ScratchUse.RowBlock, (long)terms * RowOperand.PackedStride(windows) + TSimd.Lanes);
}
