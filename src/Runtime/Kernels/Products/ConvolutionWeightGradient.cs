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

    /// <summary>Rows of a packed block of windows: 240 × 256 floats are 240 KiB.</summary>
    private const int MostRows = 240;

    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (samples == 0)
        {
            return;
        }

        WindowGrid grid = ConvolutionForward.Grid(shape);
        int chunks = (int)Math.Clamp(MostSums / shape.WeightSize, 1, Math.Min(samples, MostChunks));
        int channelsPerPiece = Math.Clamp(MostRows / shape.Taps, 1, shape.GroupChannels);
        var partial = new WeightGradientPieces<TSimd, TVector>
        {
            Shape = shape,
            Grid = grid,
            Samples = samples,
            Chunks = chunks,
            X = x,
            Dy = dy,
            Sums = Scratch.Get(ScratchUse.Shared, (long)chunks * shape.WeightSize),
            ChannelsPerPiece = channelsPerPiece,
            RowsPerStep = Math.Clamp(Product<TSimd, TVector>.ChunkDepth / grid.Width, 1, grid.Height),
            Offsets = (int*)Scratch.Get(ScratchUse.Taps, channelsPerPiece * shape.Taps),
        };
        ConvolutionForward.Offsets(shape, grid, partial.RowsPerStep, channelsPerPiece, partial.Offsets);
        partial.Reserve();
        WorkPool.Run(ref partial, chunks * shape.Groups * partial.BlocksPerGroup);

        var reduction = new WeightGradientReduction { Shape = shape, Chunks = chunks, Sums = partial.Sums, Dw = dw };
        WorkPool.Run(ref reduction, reduction.Pieces);
    }
}
