using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>The pieces of a direct convolution: some grid rows of one group of one sample, and some blocks of its filters.</summary>
/// <remarks>Sums are chains over chunks of <see cref="ChunkTerms"/> terms, the chunks' added in order: no cut changes a bit.</remarks>
internal unsafe partial struct DirectPass<TSimd, TVector> : IPieces
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>A chunk's 32 filters are 24 KiB, the sums of a piece's windows 32 KiB: they share a first-level cache with the image.</summary>
    public const int ChunkTerms = 192;
    private const int MostWindows = 256;

    private const long PieceWork = 1 << 20;

    /// <summary>Up to this size the padded images lie in memory that all pieces share: then blocks of filters can be pieces too.</summary>
    private const int MostSharedFloats = 1 << 20;

    private const int EnoughPieces = 64;

    public WindowGrid Grid;
    public DirectShape Direct;
    public int Groups;
    public int Channels;
    public int Filters;
    public float* X;
    public float* Packed;
    public float* Bias;
    public float* Residual;
    public bool Relu;

    /// <summary>Whether only the largest of each 2×2 windows side by side is stored. No residual goes with it.</summary>
    public bool Pool;

    public float* Y;

    /// <summary>For each term its offset in a slab of <see cref="RowsPerPiece"/> grid rows, or in the image; set by the caller.</summary>
    public int* Offsets;

    public int RowsPerPiece;
    public int Pieces;

    /// <summary>The padded images, or null where each piece fills a slab of its own.</summary>
    public float* Shared;

    private int rowParts;
    private int blockParts;

    /// <summary>Whether windows are read where the image lies.</summary>
    public readonly bool IsInPlace
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Grid.IsImage && Direct.FiltersInLanes;
    }

    /// <summary>Grid rows of the slabs: what the channels' distance in them is made for.</summary>
    public readonly int SlabRows => IsInPlace || Shared is not null ? Grid.Height : RowsPerPiece;

    /// <summary>Grid rows that reach the output.</summary>
    private readonly int Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Pool ? Grid.Height & ~1 : Grid.Height;
    }

    private readonly int OutputWidth
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Pool ? Grid.Width / 2 : Grid.Width;
    }

    /// <summary>Floats from one filter's output to the next.</summary>
    private readonly nint OutputPlane
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (nint)(Pool ? Grid.Height / 2 : Grid.Height) * OutputWidth;
    }

    /// <summary>Floats of an image's slab for all rows.</summary>
    public readonly nint ImageFloats
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (nint)Channels * Grid.PlaneFloats(Grid.Height);
    }

    /// <summary>Decides the pieces and grows the caller's scratch memory.</summary>
    public void Cut(int samples)
    {
        int images = samples * Groups;
        long work = (long)Filters * Direct.Terms * Rows * Grid.Width;
        int wanted = (int)Math.Clamp(work / PieceWork, 1, Math.Max(1, EnoughPieces / Math.Max(1, images)));
        int mostRows = Math.Max(1, MostWindows / Grid.Width);
        rowParts = Math.Min(Rows, Math.Max(Kernels.Pieces.Count(Rows, mostRows), Math.Min(wanted, Kernels.Pieces.Count(Rows * Grid.Width, MostWindows / 2))));
        RowsPerPiece = Kernels.Pieces.Count(Rows, rowParts);
        RowsPerPiece += Pool ? RowsPerPiece & 1 : 0;
        rowParts = Kernels.Pieces.Count(Rows, RowsPerPiece);
        bool canShare = IsInPlace || images * ImageFloats <= MostSharedFloats;
        blockParts = canShare ? Math.Min(Direct.Blocks, Kernels.Pieces.Count(wanted, rowParts)) : 1;
        Pieces = checked(images * rowParts * blockParts);
        Offsets = (int*)Scratch.Get(ScratchUse.Taps, Direct.Terms);
        Result();
        if (!IsInPlace && blockParts > 1)
        {
            Shared = Scratch.Get(ScratchUse.Shared, images * ImageFloats + 2 * TSimd.Lanes);
        }
        else if (!IsInPlace)
        {
            Slab.Reserve<TSimd, TVector>(Grid, Channels, RowsPerPiece);
        }
    }

    public readonly void Run(int piece)
    {
        (int place, int blockPart) = Math.DivRem(piece, blockParts);
        (int image, int rowPart) = Math.DivRem(place, rowParts);
        int row = rowPart * RowsPerPiece, rows = Math.Min(RowsPerPiece, Rows - row);
        float* x = X + (nint)image * Channels * Grid.ImageHeight * Grid.ImageWidth;
        float* slab = IsInPlace ? x + Grid.RowPosition(row)
            : Shared is not null ? Shared + image * ImageFloats + Grid.RowPosition(row)
            : Slab.Fill<TSimd, TVector>(Grid, x, Channels, row, rows, RowsPerPiece);
        int group = image % Groups;
        float* packed = Packed + (nint)group * Direct.GroupFloats;
        float* bias = Bias is null ? null : Bias + (nint)group * Filters;
        nint first = image * Filters * OutputPlane + (nint)(Pool ? row / 2 : row) * OutputWidth;
        int end = Direct.Blocks * (blockPart + 1) / blockParts;
        for (int block = Direct.Blocks * blockPart / blockParts; block < end; block++)
        {
            int filter = Direct.FirstFilter(block), filters = Direct.FirstFilter(block + 1) - filter;
            float* weight = packed + Direct.Offset(block), shift = bias is null ? null : bias + filter;
            nint target = first + filter * OutputPlane;
            if (Direct.FiltersInLanes)
            {
                FiltersInLanes(slab, rows, weight, Direct.TermStride(block), filters, shift, target);
            }
            else
            {
                WindowsInLanes(slab, rows, weight, filters, shift, target);
            }
        }
    }

    private readonly void FiltersInLanes(float* slab, int rows, float* weight, int stride, int filters, float* bias, nint target)
    {
        int perRow = Kernels.Pieces.Count(Grid.Width, TSimd.TileRows), vectors = 2 * TSimd.Lanes;
        nint below = Grid.RowPosition(1), belowSums = (nint)Grid.Width * DirectShape.BlockFilters;
        float* result = Result();
        for (int term = 0; term < Direct.Terms; term += ChunkTerms)
        {
            int terms = Math.Min(ChunkTerms, Direct.Terms - term);
            for (int lane = 0; lane < stride; lane += vectors)
            {
                bool wide = stride - lane > TSimd.Lanes;
                float* sums = result + lane;
                for (int row = 0; row < rows;)
                {
                    // A single vector of filters takes two rows at once.
                    bool two = !wide && row + 1 < rows;
                    float* windows = slab + Grid.RowPosition(row);
                    for (int tile = 0, column = 0; tile < perRow; tile++)
                    {
                        // Tiles of nearly equal width: a tile of one window would be mostly latency.
                        int next = Grid.Width * (tile + 1) / perRow;
                        FilterTile<TSimd, TVector>.Run(
                            next - column, wide, terms, windows + column, two ? below : 0, Offsets + term,
                            weight + (nint)term * stride + lane, stride,
                            sums + column * DirectShape.BlockFilters, DirectShape.BlockFilters, belowSums, add: term > 0);
                        column = next;
                    }

                    int done = two ? 2 : 1;
                    row += done;
                    sums += done * belowSums;
                }
            }
        }

        if (Pool)
        {
            FilterSums.Pool<TSimd, TVector>(result, rows, Grid.Width, stride);
            rows /= 2;
        }

        FilterSums.Transpose(
            result, rows * OutputWidth, filters, bias, Residual is null ? null : Residual + target, Relu, Y + target, OutputPlane);
    }

    private readonly float* Result() =>
        Scratch.Get(ScratchUse.Result, Math.Max((long)RowsPerPiece * Grid.Width * DirectShape.BlockFilters, 4 * 6 * 16));
}
