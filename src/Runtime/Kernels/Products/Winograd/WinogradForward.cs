namespace CompiledNets.Kernels;

/// <summary>See <see cref="WinogradConvolution"/>.</summary>
/// <remarks>Transformed inputs and products of all tiles would be many times the image, so a group of rows of tiles passes all
/// stages before the next one: together they stay near the second-level caches, and the weight is read once a group.</remarks>
internal readonly unsafe struct WinogradForward(
    Conv2DShape shape, int samples, float* x, float* packed, float* bias, float* residual, bool relu, float* y, bool pool = false) : ISimdAction
{
    /// <summary>Floats of a group, unless so few tiles would waste the weight that they are multiplied by.</summary>
    private const int GroupFloats = 1 << 19, LeastTiles = 112;

    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var tiles = new WinogradTiles(shape);
        int rows = samples * tiles.Rows;
        if (rows == 0)
        {
            return;
        }

        if (tiles.HasFewChannels)
        {
            var few = new WinogradFewChannels<TSimd, TVector>
            {
                Tiles = tiles, Samples = samples, X = x, U = packed, Bias = bias, Residual = residual, Relu = relu, Pool = pool, Y = y,
            };
            few.Reserve();
            WorkPool.Run(ref few, few.PieceCount);
            return;
        }

        int floatsPerTile = WinogradTiles.Positions * (tiles.Channels + tiles.Filters);
        int tilesPerGroup = Math.Max(LeastTiles, GroupFloats / floatsPerTile);
        int groups = Pieces.Count(rows, Math.Max(1, tilesPerGroup / tiles.Columns));
        int rowsPerGroup = Pieces.Count(rows, groups);
        nint stride = WinogradPass<TSimd, TVector>.PlaneStrideOf(rowsPerGroup * tiles.Columns);
        long inputs = WinogradTiles.Positions * WinogradPass<TSimd, TVector>.PositionStrideOf(tiles.Channels, stride);
        long products = WinogradTiles.Positions * WinogradPass<TSimd, TVector>.PositionStrideOf(tiles.Filters, stride);
        float* scratch = Scratch.Get(ScratchUse.Shared, inputs + products);
        var pass = new WinogradPass<TSimd, TVector>
        {
            Tiles = tiles,
            X = x,
            U = packed,
            Bias = bias,
            Residual = residual,
            Relu = relu,
            Pool = pool,
            Y = y,
            V = scratch,
            M = scratch + inputs,
            PlaneStride = stride,
        };
        WinogradPass<TSimd, TVector>.Reserve(tiles);
        for (int row = 0; row < rows; row += rowsPerGroup)
        {
            pass.FirstRow = row;
            pass.Rows = Math.Min(rowsPerGroup, rows - row);
            pass.RunStage(WinogradStage.Input);
            pass.RunStage(WinogradStage.Multiply);
            pass.RunStage(WinogradStage.Output);
        }
    }
}
