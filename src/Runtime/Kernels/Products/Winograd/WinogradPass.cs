using System.Runtime.Intrinsics;

namespace CompiledNets.Kernels;

/// <summary>What threads share of a Winograd convolution, one after another: the transformed inputs of some rows of tiles, for each
/// position a product with the transformed weight, and the transformed outputs.</summary>
internal enum WinogradStage
{
    /// <summary>V[position, channel, tile]: pieces are channels.</summary>
    Input,

    /// <summary>M[position, filter, tile] = U[position]·V[position]: pieces are positions and blocks of filters.</summary>
    Multiply,

    /// <summary>y: pieces are filters.</summary>
    Output,
}

/// <summary>A stage of a Winograd convolution over some rows of tiles, those of all samples being counted on.</summary>
internal unsafe struct WinogradPass<TSimd, TVector> : IPieces
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int MostSlabRows = 8;

    /// <summary>Channels whose transformed tiles, two vectors of each, stay in a first-level cache while the filters pass.</summary>
    private const int ChunkDepth = 256;

    /// <summary>A transformed weight up to this size stays in a second-level cache.</summary>
    private const int NearFloats = 1 << 18;

    /// <summary>Floats of a cache line.</summary>
    private const int Line = 16;

    /// <summary>Values (channel or filter, tile) to transform, and multiply-adds, that are worth handing out: a microsecond, and some of them.</summary>
    private const int TransformWork = 256, MultiplyWork = 1 << 20;

    public WinogradTiles Tiles;
    public WinogradStage Stage;
    public int FirstRow;
    public int Rows;
    public float* X;
    public float* U;
    public float* Bias;
    public float* Residual;
    public bool Relu;

    /// <summary>Whether only the largest of each 2×2 windows side by side is stored. No residual goes with it.</summary>
    public bool Pool;

    public float* Y;
    public float* V;
    public float* M;

    /// <summary>Floats from one channel or filter to the next: the tiles, and room for whole vectors past them.</summary>
    public nint PlaneStride;

    /// <summary>Grows the caller's scratch memory to what a piece takes.</summary>
    public static void Reserve(in WinogradTiles tiles) => SlabRoom(tiles);

    /// <summary><see cref="PlaneStride"/> for this many tiles.</summary>
    public static int PlaneStrideOf(int tiles) => RowOperand.PackedStride(tiles + Vector512<float>.Count);

    /// <summary>Floats from one position to the next: an odd number of cache lines, so that the 36 values that a transform reads or
    /// writes at a time lie in different cache sets.</summary>
    public static nint PositionStrideOf(int planes, nint planeStride) => ((planes * planeStride / Line) | 1) * Line;

    /// <summary>Does one stage on all threads.</summary>
    public void RunStage(WinogradStage stage)
    {
        Stage = stage;
        WorkPool.Run(ref this, PieceCount);
    }

    private readonly int PieceCount => Stage switch
    {
        WinogradStage.Input => Pieces.Count(Tiles.Channels, PlanesPerPiece(Tiles.Channels)),
        WinogradStage.Multiply => WinogradTiles.Positions * FilterParts,
        _ => Pieces.Count(Tiles.Filters, PlanesPerPiece(Tiles.Filters)),
    };

    private readonly int TileCount => Rows * Tiles.Columns;

    private readonly int FilterParts =>
        (int)Math.Clamp((long)Tiles.Filters * Tiles.Channels * TileCount / MultiplyWork, 1, Math.Max(1, Tiles.FilterBlocks / 2));

    private readonly int PlanesPerPiece(int planes) => Pieces.Size(planes, TileCount, TransformWork);

    public readonly void Run(int piece)
    {
        int planes;
        switch (Stage)
        {
            case WinogradStage.Input:
                planes = PlanesPerPiece(Tiles.Channels);
                TransformInput(piece * planes, Math.Min(Tiles.Channels, (piece + 1) * planes));
                break;
            case WinogradStage.Multiply:
                (int position, int part) = Math.DivRem(piece, FilterParts);
                Multiply(position, Tiles.FilterBlocks * part / FilterParts, Tiles.FilterBlocks * (part + 1) / FilterParts);
                break;
            default:
                planes = PlanesPerPiece(Tiles.Filters);
                TransformOutput(piece * planes, Math.Min(Tiles.Filters, (piece + 1) * planes));
                break;
        }
    }

    /// <summary>V for some channels.</summary>
    public readonly void TransformInput(int channel, int end)
    {
        float* slab = SlabRoom(Tiles);
        nint position = PositionStrideOf(Tiles.Channels, PlaneStride);
        for (; channel < end; channel++)
        {
            float* target = V + channel * PlaneStride;
            for (int done = 0, rows; done < Rows; done += rows, target += rows * Tiles.Columns)
            {
                (int sample, int row) = Math.DivRem(FirstRow + done, Tiles.Rows);
                rows = Math.Min(Math.Min(MostSlabRows, Rows - done), Tiles.Rows - row);
                float* plane = X + ((nint)sample * Tiles.Channels + channel) * Tiles.Height * Tiles.Width;

                // Few tiles in a row leave most of a wide vector unused.
                if (Tiles.Columns <= Vector128<float>.Count)
                {
                    WinogradInput<PortableSimd, Vector128<float>>.Rows(Tiles, plane, row, rows, slab, target, position);
                }
                else if (Tiles.Columns <= Vector256<float>.Count && TSimd.Lanes > Vector256<float>.Count)
                {
                    WinogradInput<Avx2Simd, Vector256<float>>.Rows(Tiles, plane, row, rows, slab, target, position);
                }
                else
                {
                    WinogradInput<TSimd, TVector>.Rows(Tiles, plane, row, rows, slab, target, position);
                }
            }
        }
    }

    private readonly void Multiply(int position, int block, int endBlock)
    {
        int channels = Tiles.Channels, tiles = TileCount, panel = 2 * TSimd.Lanes;
        float* v = V + position * PositionStrideOf(channels, PlaneStride), m = M + position * PositionStrideOf(Tiles.Filters, PlaneStride);
        float* u = U + (nint)position * Tiles.Filters * channels;
        bool isFar = (long)WinogradTiles.Positions * Tiles.Filters * channels > NearFloats;
        for (int channel = 0; channel < channels; channel += ChunkDepth)
        {
            int depth = Math.Min(ChunkDepth, channels - channel);
            for (int tile = 0; tile < tiles; tile += panel)
            {
                bool wide = tiles - tile > TSimd.Lanes;
                for (int index = block; index < endBlock; index++)
                {
                    int first = Tiles.FirstFilter(index), filters = Tiles.FirstFilter(index + 1) - first;
                    var weights = new RowOperand(
                        (byte*)(u + (nint)first * channels + channel * filters), sizeof(float), (nint)filters * sizeof(float), isPacked: true);

                    // A weight that comes from afar: the next block is fetched while this one is multiplied.
                    float* next = isFar && tile == 0 ? u + (nint)(first + filters) * channels + channel * filters : null;
                    for (int row = 0; row < filters; row += TSimd.TileRows)
                    {
                        Tile<TSimd, TVector>.Run(
                            Math.Min(TSimd.TileRows, filters - row), wide, depth, weights.From(row, 0), v + channel * PlaneStride + tile, PlaneStride,
                            m + (first + row) * PlaneStride + tile, PlaneStride, add: channel > 0, default, row == 0 ? next : null, filters);
                    }
                }
            }
        }
    }

    private readonly void TransformOutput(int filter, int end)
    {
        int height = Pool ? Tiles.OutputHeight / 2 : Tiles.OutputHeight, width = Pool ? Tiles.OutputWidth / 2 : Tiles.OutputWidth;
        int tileRows = Pool ? WinogradTiles.Outputs / 2 : WinogradTiles.Outputs;
        for (; filter < end; filter++)
        {
            float* products = M + filter * PlaneStride;
            for (int done = 0; done < Rows; done++, products += Tiles.Columns)
            {
                (int sample, int row) = Math.DivRem(FirstRow + done, Tiles.Rows);
                int y = row * tileRows;
                nint place = (((nint)sample * Tiles.Filters + filter) * height + y) * width;
                var target = new WinogradTarget
                {
                    Bias = Bias is null ? 0 : Bias[filter],
                    Residual = Residual is null ? null : Residual + place,
                    Relu = Relu,
                    Y = Y + place,
                    Width = width,
                    Rows = Math.Min(tileRows, height - y),
                };
                if (Tiles.Columns <= Vector128<float>.Count)
                {
                    Transform<PortableSimd, Vector128<float>>(products, target);
                }
                else if (Tiles.Columns <= Vector256<float>.Count && TSimd.Lanes > Vector256<float>.Count)
                {
                    Transform<Avx2Simd, Vector256<float>>(products, target);
                }
                else
                {
                    Transform<TSimd, TVector>(products, target);
                }
            }
        }
    }

    private readonly void Transform<TRowSimd, TRowVector>(float* products, in WinogradTarget target)
        where TRowSimd : struct, ISimd<TRowVector>
        where TRowVector : struct
    {
        nint position = PositionStrideOf(Tiles.Filters, PlaneStride);
        if (Pool)
        {
            WinogradPooledOutput<TRowSimd, TRowVector>.Row(products, position, Tiles.Columns, target);
        }
        else
        {
            WinogradOutput<TRowSimd, TRowVector>.Row(products, position, Tiles.Columns, target);
        }
    }

    private static float* SlabRoom(in WinogradTiles tiles) =>
        Scratch.Get(ScratchUse.Image, WinogradInput<TSimd, TVector>.SlabFloats(tiles, MostSlabRows));
}
