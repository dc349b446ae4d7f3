namespace CompiledNets.Kernels;

/// <summary>See <see cref="Convolution.WeightGradient"/>: a product of windows [(channel, tap), window] and
/// dyᵀ [window, filter], summed over the samples.</summary>
/// <remarks>The batch is cut into chunks, as many as the shape and the batch say. Each sums to a matrix of its own, and the chunks'
/// sums are added to dw in their order: so the result does not depend on who did what when.</remarks>
internal readonly unsafe struct ConvolutionWeightGradient(
    Conv2DShape shape, int samples, float* x, float* dy, float* dw) : ISimdAction
{
    private const int MostChunks = 16;
    private const long MostSums = 1 << 22;

    /// <summary>Rows of a packed block of windows, and windows: 240 × 256 floats are 240 KiB.</summary>
    private const int MostRows = 240, WindowsPerStep = 256;

    /// <summary>Sums of a group whose lanes are still added up in little time.</summary>
    private const int FewSums = 512;

    /// <summary>Shorter rows than this leave too much of a vector empty.</summary>
    private const int LeastRow = 8;

    /// <summary>Slab values of a channel: 64 KiB.</summary>
    private const int MostPlane = 1 << 14;

    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (samples == 0)
        {
            return;
        }

        if (SampleWeightGradient<TSimd, TVector>.Pays(shape, samples))
        {
            RunWithSamplesInLanes<TSimd, TVector>();
            return;
        }

        if (WinogradWeightGradient<TSimd, TVector>.Pays(shape, samples))
        {
            WinogradWeightGradient<TSimd, TVector>.Run(shape, samples, x, dy, dw);
            return;
        }

        WindowGrid grid = ConvolutionForward.Grid(shape);
        int chunks = (int)Math.Clamp(MostSums / shape.WeightSize, 1, Math.Min(samples, MostChunks));
        float* sums = Scratch.Get(ScratchUse.Shared, (long)chunks * shape.WeightSize);
        if (RunsAlongRows(grid))
        {
            RunAlongRows<TSimd, TVector>(grid, chunks, sums);
        }
        else
        {
            RunAsProduct<TSimd, TVector>(grid, chunks, sums);
        }

        var reduction = new WeightGradientReduction { Shape = shape, Chunks = chunks, Sums = sums, Dw = dw };
        WorkPool.Run(ref reduction, reduction.Pieces);
    }

    private void RunWithSamplesInLanes<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int chunks = SampleWeightGradient<TSimd, TVector>.ChunksOf(samples);
        float* sums = Scratch.Get(ScratchUse.Shared, (long)chunks * shape.WeightSize * TSimd.Lanes);
        var pieces = new SampleWeightGradient<TSimd, TVector> { Shape = shape, Samples = samples, X = x, Dy = dy, Sums = sums };
        pieces.Reserve();
        WorkPool.Run(ref pieces, chunks);
        var reduction = new SampleReduction<TSimd, TVector> { Values = shape.WeightSize, Chunks = chunks, Sums = sums, Dw = dw };
        WorkPool.Run(ref reduction, reduction.PieceCount);
    }

    /// <summary>Whether there are so few sums that a product would mostly rearrange its operands, and rows fill vectors.</summary>
    private bool RunsAlongRows(in WindowGrid grid) =>
        shape.GroupFilters > 1 && shape.GroupChannels * shape.Taps * shape.GroupFilters <= FewSums
        && grid.Width >= LeastRow && grid.PlaneFloats(grid.Height) <= MostPlane;

    private void RunAlongRows<TSimd, TVector>(in WindowGrid grid, int chunks, float* sums)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int channelsPerPiece = GradientRows<TSimd, TVector>.ChannelsOf(shape), terms = channelsPerPiece * shape.Taps;
        int room = GradientRows<TSimd, TVector>.TermRoom(terms);
        var pieces = new GradientRows<TSimd, TVector>
        {
            Shape = shape,
            Grid = grid,
            Samples = samples,
            Chunks = chunks,
            X = x,
            Dy = dy,
            Sums = sums,
            ChannelsPerPiece = channelsPerPiece,
            Offsets = (int*)Scratch.Get(ScratchUse.Taps, room),
        };
        ConvolutionForward.Offsets(shape, grid, grid.Height, channelsPerPiece, pieces.Offsets);
        new Span<int>(pieces.Offsets + terms, room - terms).Clear();
        pieces.Reserve();
        WorkPool.Run(ref pieces, chunks * shape.Groups * pieces.BlocksPerGroup);
    }

    private void RunAsProduct<TSimd, TVector>(in WindowGrid grid, int chunks, float* sums)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int channelsPerPiece = Math.Clamp(MostRows / shape.Taps, 1, shape.GroupChannels);
        var partial = new WeightGradientPieces<TSimd, TVector>
        {
            Shape = shape,
            Grid = grid,
            Samples = samples,
            Chunks = chunks,
            X = x,
            Dy = dy,
            Sums = sums,
            ChannelsPerPiece = channelsPerPiece,
            RowsPerStep = Math.Clamp(WindowsPerStep / grid.Width, 1, grid.Height),
            Offsets = (int*)Scratch.Get(ScratchUse.Taps, channelsPerPiece * shape.Taps),
        };
        ConvolutionForward.Offsets(shape, grid, partial.RowsPerStep, channelsPerPiece, partial.Offsets);
        partial.Reserve();
        WorkPool.Run(ref partial, chunks * shape.Groups * partial.BlocksPerGroup);
    }
}
