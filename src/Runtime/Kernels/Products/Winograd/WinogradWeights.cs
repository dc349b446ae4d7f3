namespace CompiledNets.Kernels;

/// <summary>Transforms a weight, U = G·w·Gᵀ, to U[position, block of filters, channel, filter of the block], or for few channels to
/// U[block, column of the tile, channel, row of the tile, filter of the block], with zeros for filters past the last.</summary>
/// <param name="shape">The convolution that the packed weight is for.</param>
/// <param name="weight">The weight.</param>
/// <param name="filterStride">Floats from one filter to the next.</param>
/// <param name="channelStride">Floats from one channel to the next.</param>
/// <param name="scale">A factor for each filter, or null.</param>
/// <param name="turned">Whether taps are read backwards, a kernel turned by 180°.</param>
/// <param name="packed">The result.</param>
internal readonly unsafe struct WinogradWeights(
    Conv2DShape shape, float* weight, nint filterStride, nint channelStride, float* scale, bool turned, float* packed) : ISimdAction
{
    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var tiles = new WinogradTiles(shape);
        var blocks = new Blocks<TSimd, TVector>
        {
            Tiles = tiles, Weight = weight, FilterStride = filterStride, ChannelStride = channelStride, Scale = scale, IsTurned = turned, Packed = packed,
        };
        WorkPool.Run(ref blocks, tiles.FilterBlocks);
    }

    private struct Blocks<TSimd, TVector> : IPieces
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        private const int Taps = 9, Size = 6, MostFilters = WinogradTiles.LaneFilters;
        public WinogradTiles Tiles;
        public float* Weight;
        public nint FilterStride;
        public nint ChannelStride;
        public float* Scale;
        public bool IsTurned;
        public float* Packed;

        public readonly void Run(int piece)
        {
            float* kernels = stackalloc float[Taps * MostFilters];
            float* transformed = stackalloc float[WinogradTiles.Positions * MostFilters];
            new Span<float>(transformed, WinogradTiles.Positions * MostFilters).Clear();
            int first = Tiles.FirstFilter(piece), filters = Tiles.FirstFilter(piece + 1) - first;
            new Span<float>(kernels, Taps * MostFilters).Clear();
            nint position = (nint)Tiles.Filters * Tiles.Channels;
            float* target = Packed + (nint)first * Tiles.Channels;
            for (int channel = 0; channel < Tiles.Channels; channel++)
            {
                Gather(Weight + first * FilterStride + channel * ChannelStride, first, filters, kernels);
                for (int lane = 0; lane < filters; lane += TSimd.Lanes)
                {
                    Transform(kernels + lane, transformed + lane);
                }

                for (int index = 0; index < WinogradTiles.Positions; index++)
                {
                    float* from = transformed + index * MostFilters;
                    if (Tiles.HasFewChannels)
                    {
                        new ReadOnlySpan<float>(from, MostFilters).CopyTo(new Span<float>(InLanes(piece, channel, index), MostFilters));
                        continue;
                    }

                    float* to = target + index * position;
                    for (int filter = 0; filter < filters; filter++)
                    {
                        to[filter] = from[filter];
                    }
                }

                target += filters;
            }
        }

        private readonly float* InLanes(int block, int channel, int position)
        {
            (int row, int column) = Math.DivRem(position, Size);
            return Packed + (((nint)(block * Size + column) * Tiles.Channels + channel) * Size + row) * MostFilters;
        }

        // kernels[tap, filter].
        private readonly void Gather(float* weight, int first, int filters, float* kernels)
        {
            for (int filter = 0; filter < filters; filter++)
            {
                float scale = Scale is null ? 1 : Scale[first + filter];
                for (int tap = 0; tap < Taps; tap++)
                {
                    kernels[tap * MostFilters + filter] = scale * weight[IsTurned ? Taps - 1 - tap : tap];
                }

                weight += FilterStride;
            }
        }

        private static void Transform(float* kernels, float* transformed)
        {
            float* half = stackalloc float[Size * 3 * MostFilters];
            for (int column = 0; column < 3; column++)
            {
                float* source = kernels + column * MostFilters;
                WinogradTransform<TSimd, TVector>.Weight(
                    TSimd.Load(source), TSimd.Load(source + 3 * MostFilters), TSimd.Load(source + 6 * MostFilters),
                    out var u0, out var u1, out var u2, out var u3, out var u4, out var u5);
                Store(half + column * MostFilters, 3 * MostFilters, u0, u1, u2, u3, u4, u5);
            }

            for (int row = 0; row < Size; row++)
            {
                float* source = half + row * 3 * MostFilters;
                WinogradTransform<TSimd, TVector>.Weight(
                    TSimd.Load(source), TSimd.Load(source + MostFilters), TSimd.Load(source + 2 * MostFilters),
                    out var u0, out var u1, out var u2, out var u3, out var u4, out var u5);
                Store(transformed + row * Size * MostFilters, MostFilters, u0, u1, u2, u3, u4, u5);
            }
        }

        private static void Store(float* target, int step, TVector u0, TVector u1, TVector u2, TVector u3, TVector u4, TVector u5)
        {
            TSimd.Store(target, u0);
            TSimd.Store(target + step, u1);
            TSimd.Store(target + 2 * step, u2);
            TSimd.Store(target + 3 * step, u3);
            TSimd.Store(target + 4 * step, u4);
            TSimd.Store(target + 5 * step, u5);
        }
    }
}
