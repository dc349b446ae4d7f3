using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>The pieces of a Winograd convolution over few channels, with filters in the lanes: a tile's products are summed over the
/// channels and transformed back in registers. Stored, as for many channels, they would be many times the image.</summary>
internal unsafe struct WinogradFewChannels<TSimd, TVector> : IPieces
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int WidestVector = 16, BlockFilters = DirectShape.BlockFilters;

    /// <summary>Tiles whose outputs for a block of filters, 32 KiB, wait in a first-level cache to be transposed.</summary>
    private const int MostTiles = 16;

    /// <summary>Multiply-adds of a piece: a microsecond, and some of them.</summary>
    private const int PieceWork = 1 << 17;

    public WinogradTiles Tiles;
    public int Samples;
    public float* X;
    public float* U;
    public float* Bias;
    public float* Residual;
    public bool Relu;

    /// <summary>Whether only the largest of each 2×2 windows side by side is stored. No residual goes with it.</summary>
    public bool Pool;

    public float* Y;

    public readonly int PieceCount => Pieces.Count(Rows, RowsPerPiece);

    private readonly int Rows => Samples * Tiles.Rows;

    private readonly int RowsPerPiece => Pieces.Size(Rows, (long)WinogradTiles.Positions * Tiles.Channels * Tiles.Filters * Tiles.Columns, PieceWork);

    /// <summary>Floats from one position of a row's transformed tiles to the next.</summary>
    private readonly int Pitch
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Pieces.Count(Tiles.Columns, WidestVector) * WidestVector;
    }

    /// <summary>Floats from one channel's transformed tiles to the next.</summary>
    private readonly nint ChannelFloats
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (nint)WinogradTiles.Positions * Pitch;
    }

    /// <summary>Floats of the packed weights of a vector of filters.</summary>
    private readonly nint VectorFloats
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (nint)WinogradTiles.Positions * Tiles.Channels * WidestVector;
    }

    /// <summary>Outputs of a tile along an axis that reach y.</summary>
    private readonly int TileOutputs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Pool ? WinogradTiles.Outputs / 2 : WinogradTiles.Outputs;
    }

    private readonly int Height
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Pool ? Tiles.OutputHeight / 2 : Tiles.OutputHeight;
    }

    private readonly int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Pool ? Tiles.OutputWidth / 2 : Tiles.OutputWidth;
    }

    /// <summary>Grows the caller's scratch memory to what a piece takes.</summary>
    public readonly void Reserve()
    {
        Slab();
        Inputs();
        Sums();
    }

    public readonly void Run(int piece)
    {
        int end = Math.Min(Rows, (piece + 1) * RowsPerPiece);
        float* slab = Slab(), inputs = Inputs(), sums = Sums();
        for (int index = piece * RowsPerPiece; index < end; index++)
        {
            (int sample, int row) = Math.DivRem(index, Tiles.Rows);
            float* plane = X + (nint)sample * Tiles.Channels * Tiles.Height * Tiles.Width;
            for (int channel = 0; channel < Tiles.Channels; channel++)
            {
                WinogradInput<TSimd, TVector>.Rows(
                    Tiles, plane + (nint)channel * Tiles.Height * Tiles.Width, row, 1, slab, inputs + channel * ChannelFloats, Pitch);
            }

            for (int filter = 0; filter < Tiles.Filters; filter += BlockFilters)
            {
                for (int tile = 0; tile < Tiles.Columns; tile += MostTiles)
                {
                    Block(sample, row, filter, tile, Math.Min(MostTiles, Tiles.Columns - tile), inputs, sums);
                }
            }
        }
    }

    private readonly void Block(int sample, int row, int filter, int tile, int tiles, float* inputs, float* sums)
    {
        int filters = Math.Min(BlockFilters, Tiles.Filters - filter), y = row * TileOutputs, x = tile * TileOutputs;
        int rows = Math.Min(TileOutputs, Height - y), windows = Math.Min(tiles * TileOutputs, Width - x);
        if (rows <= 0 || windows <= 0)
        {
            return;
        }

        bool wide = WinogradTilePairs<TSimd, TVector>.HasRoomForTwoVectors && filters > TSimd.Lanes;
        for (int lane = 0; lane < filters; lane += wide ? 2 * TSimd.Lanes : TSimd.Lanes)
        {
            int first = filter + lane;
            float* weight = U + first / WidestVector * VectorFloats + first % WidestVector;
            for (int index = 0; index < tiles && index * TileOutputs < windows; index += 2)
            {
                WinogradTilePairs<TSimd, TVector>.Run(
                    wide, Tiles.Channels, inputs + tile + index, Pitch, weight, VectorFloats, sums + (nint)index * TileOutputs * BlockFilters + lane,
                    windows, rows, windows - index * TileOutputs, Pool);
            }
        }

        // Whole rows of y follow each other without a gap, and are transposed as one.
        int runs = windows == Width ? 1 : rows;
        for (int run = 0; run < runs; run++)
        {
            nint place = (((nint)sample * Tiles.Filters + filter) * Height + y + run) * Width + x;
            FilterSums.Transpose(
                sums + (nint)run * windows * BlockFilters, windows * rows / runs, filters, Bias is null ? null : Bias + filter,
                Residual is null ? null : Residual + place, Relu, Y + place, (nint)Height * Width);
        }
    }

    private readonly float* Slab() => Scratch.Get(ScratchUse.Image, WinogradInput<TSimd, TVector>.SlabFloats(Tiles, 1));

    private readonly float* Inputs() => Scratch.Get(ScratchUse.Panel, Tiles.Channels * ChannelFloats);

    private static float* Sums() => Scratch.Get(ScratchUse.Result, MostTiles * WinogradTiles.Outputs * WinogradTiles.Outputs * BlockFilters);
}
