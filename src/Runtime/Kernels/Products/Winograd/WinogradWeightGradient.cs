using System.Runtime.Intrinsics;

namespace CompiledNets.Kernels;

/// <summary>What threads share of Winograd's weight gradient, one after another.</summary>
internal enum WinogradGradientStage
{
    /// <summary>V[position, channel, tile] and W[position, filter, tile] of some rows of tiles: pieces are channels, then filters.</summary>
    Transform,

    /// <summary>S[position, filter, channel] += W[position]·V[position]ᵀ: pieces are positions.</summary>
    Multiply,

    /// <summary>dw: pieces are filters.</summary>
    Sum,
}

/// <summary>The gradient to the weight of a 3×3 convolution with stride 1 by F(3×3, 4×4): tiles of 4×4 gradients meet the 6×6 inputs that the outputs came
/// from, transformed, and all tiles are summed before anything is transformed back.</summary>
/// <remarks>A group of rows of tiles passes both stages before the next one, so that it stays near the second-level cache. Groups are added in order, and
/// cut by the shape and the batch alone.</remarks>
internal unsafe struct WinogradWeightGradient<TSimd, TVector> : IPieces
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Floats of a group, and tiles that are worth going through the sums.</summary>
    private const int GroupFloats = 1 << 19, LeastTiles = 112;

    /// <summary>Sums that stay in a cache, if not the second-level one.</summary>
    private const int MostSums = 1 << 22;

    private const int LeastPlanes = 16, WidestVector = 16;

    /// <summary>Values (channel or filter, tile) to transform that are worth handing out.</summary>
    private const int TransformWork = 256;

    private WinogradPass<TSimd, TVector> inputs;
    private WinogradGradientStage stage;
    private float* dy, slopes, sums, dw;

    /// <summary>Whether it is faster than the product over windows: tiles must be well filled, and meet many channels and filters.</summary>
    public static bool Pays(in Conv2DShape shape, int samples)
    {
        if (!WinogradTiles.Fit(shape) || Math.Min(shape.Channels, shape.Filters) < LeastPlanes)
        {
            return false;
        }

        var tiles = new WinogradTiles(shape);
        int perImage = tiles.Rows * tiles.Columns, outputs = WinogradTiles.Outputs * WinogradTiles.Outputs;
        return (long)samples * perImage >= LeastTiles && 2L * shape.OutputHeight * shape.OutputWidth >= (long)outputs * perImage
            && (long)WinogradTiles.Positions * shape.Filters * SumStride(tiles) <= MostSums;
    }

    /// <summary>dw += the gradient.</summary>
    public static void Run(in Conv2DShape shape, int samples, float* x, float* dy, float* dw)
    {
        var tiles = new WinogradTiles(shape);
        int rows = samples * tiles.Rows, floatsPerTile = WinogradTiles.Positions * (tiles.Channels + tiles.Filters);
        int groups = Pieces.Count(rows, Math.Max(1, Math.Max(LeastTiles, GroupFloats / floatsPerTile) / tiles.Columns));
        int rowsPerGroup = Pieces.Count(rows, groups);
        int stride = WinogradPass<TSimd, TVector>.PlaneStrideOf(rowsPerGroup * tiles.Columns);
        long inputFloats = WinogradTiles.Positions * WinogradPass<TSimd, TVector>.PositionStrideOf(tiles.Channels, stride);
        long slopeFloats = WinogradTiles.Positions * WinogradPass<TSimd, TVector>.PositionStrideOf(tiles.Filters, stride);
        float* scratch = Scratch.Get(ScratchUse.Shared, inputFloats + slopeFloats + (long)WinogradTiles.Positions * tiles.Filters * SumStride(tiles));
        var work = new WinogradWeightGradient<TSimd, TVector>
        {
            inputs = new WinogradPass<TSimd, TVector> { Tiles = tiles, X = x, V = scratch, PlaneStride = stride },
            dy = dy,
            slopes = scratch + inputFloats,
            sums = scratch + inputFloats + slopeFloats,
            dw = dw,
        };
        WinogradPass<TSimd, TVector>.Reserve(tiles);
        Product<TSimd, TVector>.Reserve(1, 0);
        for (int row = 0; row < rows; row += rowsPerGroup)
        {
            work.inputs.FirstRow = row;
            work.inputs.Rows = Math.Min(rowsPerGroup, rows - row);
            work.RunStage(WinogradGradientStage.Transform, Pieces.Count(tiles.Channels + tiles.Filters, work.PlanesPerPiece));
            work.RunStage(WinogradGradientStage.Multiply, WinogradTiles.Positions);
        }

        work.RunStage(WinogradGradientStage.Sum, tiles.Filters);
    }

    private void RunStage(WinogradGradientStage next, int pieces)
    {
        stage = next;
        WorkPool.Run(ref this, pieces);
    }

    private readonly WinogradTiles Tiles => inputs.Tiles;

    private readonly int PlanesPerPiece => Pieces.Size(Tiles.Channels + Tiles.Filters, inputs.Rows * Tiles.Columns, TransformWork);

    private readonly nint SlopePosition => WinogradPass<TSimd, TVector>.PositionStrideOf(Tiles.Filters, inputs.PlaneStride);

    // Whole vectors of channels are read at last.
    private static int SumStride(in WinogradTiles tiles) => Pieces.Count(tiles.Channels, WidestVector) * WidestVector;

    public readonly void Run(int piece)
    {
        switch (stage)
        {
            case WinogradGradientStage.Transform:
                int first = piece * PlanesPerPiece, end = Math.Min(Tiles.Channels + Tiles.Filters, first + PlanesPerPiece);
                inputs.TransformInput(Math.Min(first, Tiles.Channels), Math.Min(end, Tiles.Channels));
                for (int filter = Math.Max(first, Tiles.Channels) - Tiles.Channels; filter < end - Tiles.Channels; filter++)
                {
                    TransformSlopes(filter);
                }

                break;
            case WinogradGradientStage.Multiply:
                Multiply(piece);
                break;
            default:
                int row = SumStride(Tiles);
                WinogradWeightSums<TSimd, TVector>.Add(
                    sums + (nint)piece * row, (nint)Tiles.Filters * row, Tiles.Channels, dw + (nint)piece * Tiles.Channels * 9);
                break;
        }
    }

    private readonly void TransformSlopes(int filter)
    {
        float* target = slopes + filter * inputs.PlaneStride;
        for (int done = 0; done < inputs.Rows; done++, target += Tiles.Columns)
        {
            (int sample, int row) = Math.DivRem(inputs.FirstRow + done, Tiles.Rows);
            int y = row * WinogradTiles.Outputs, rows = Math.Min(WinogradTiles.Outputs, Tiles.OutputHeight - y);
            float* source = dy + (((nint)sample * Tiles.Filters + filter) * Tiles.OutputHeight + y) * Tiles.OutputWidth;

            // Few tiles in a row leave most of a wide vector unused.
            if (Tiles.Columns <= Vector128<float>.Count)
            {
                WinogradSlopes<PortableSimd, Vector128<float>>.Row(source, Tiles.OutputWidth, rows, Tiles.Columns, target, SlopePosition);
            }
            else if (Tiles.Columns <= Vector256<float>.Count && TSimd.Lanes > Vector256<float>.Count)
            {
                WinogradSlopes<Avx2Simd, Vector256<float>>.Row(source, Tiles.OutputWidth, rows, Tiles.Columns, target, SlopePosition);
            }
            else
            {
                WinogradSlopes<TSimd, TVector>.Row(source, Tiles.OutputWidth, rows, Tiles.Columns, target, SlopePosition);
            }
        }
    }

    private readonly void Multiply(int position)
    {
        int row = SumStride(Tiles);
        var gradients = new RowOperand((byte*)(slopes + position * SlopePosition), inputs.PlaneStride * sizeof(float), sizeof(float), isPacked: true);
        var channels = new ColumnMajorColumns(
            inputs.V + position * WinogradPass<TSimd, TVector>.PositionStrideOf(Tiles.Channels, inputs.PlaneStride), (int)inputs.PlaneStride);
        Product<TSimd, TVector>.Block(
            gradients, Tiles.Filters, in channels, 0, Tiles.Channels, inputs.Rows * Tiles.Columns,
            sums + (nint)position * Tiles.Filters * row, row, accumulate: inputs.FirstRow > 0);
    }
}
