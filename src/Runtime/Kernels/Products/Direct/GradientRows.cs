namespace CompiledNets.Kernels;

/// <summary>The sums of one chunk of samples for one block of channels, as <see cref="WeightGradientPieces{TSimd, TVector}"/> computes
/// them, but along image rows: nothing is rearranged.</summary>
/// <remarks>Each lane of a vector sums windows of its own, over all samples of the chunk; in the end the lanes are added.</remarks>
internal unsafe struct GradientRows<TSimd, TVector> : IPieces
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Sums of vectors that stay in a second-level cache: 256 KiB of the widest.</summary>
    private const int MostSums = 4096;

    private const int WidestVector = 16;

    public Conv2DShape Shape;
    public WindowGrid Grid;
    public int Samples;
    public int Chunks;
    public float* X;
    public float* Dy;
    public float* Sums;

    /// <summary>For each (channel, tap) of a piece its offset in a slab of all grid rows, and of the first one for surplus terms.</summary>
    public int* Offsets;

    public int ChannelsPerPiece;

    public readonly int BlocksPerGroup => Pieces.Count(Shape.GroupChannels, ChannelsPerPiece);

    /// <summary>How many channels' terms a piece sums.</summary>
    public static int ChannelsOf(in Conv2DShape shape) =>
        Math.Clamp(MostSums / (shape.Taps * shape.GroupFilters), 1, shape.GroupChannels);

    /// <summary>Places for <see cref="Offsets"/>.</summary>
    public static int TermRoom(int terms) => Pieces.Count(terms, GradientTile<TSimd, TVector>.Terms) * GradientTile<TSimd, TVector>.Terms;

    /// <summary>Grows this thread's scratch memory to what a piece takes.</summary>
    public readonly void Reserve()
    {
        Slab.Reserve<TSimd, TVector>(Grid, ChannelsPerPiece, Grid.Height);
        LaneSums(ChannelsPerPiece * Shape.Taps);
        SlopeRoom();
    }

    public readonly void Run(int piece)
    {
        (int groupPiece, int block) = Math.DivRem(piece, BlocksPerGroup);
        (int chunk, int group) = Math.DivRem(groupPiece, Shape.Groups);
        int channel = block * ChannelsPerPiece, channels = Math.Min(ChannelsPerPiece, Shape.GroupChannels - channel);
        int terms = channels * Shape.Taps, filters = Shape.GroupFilters;
        float* lanes = LaneSums(terms);
        new Span<float>(lanes, TermRoom(terms) * filters * TSimd.Lanes).Clear();
        nint inputPlane = (nint)Shape.Height * Shape.Width, outputPlane = (nint)Grid.Height * Grid.Width;
        int end = (int)((long)Samples * (chunk + 1) / Chunks);
        for (int sample = (int)((long)Samples * chunk / Chunks); sample < end; sample++)
        {
            float* x = X + ((nint)sample * Shape.Channels + group * Shape.GroupChannels + channel) * inputPlane;
            float* slab = Slab.Fill<TSimd, TVector>(Grid, x, channels, 0, Grid.Height, Grid.Height);
            AddSample(slab, terms, Dy + ((nint)sample * Shape.Filters + group * filters) * outputPlane, lanes);
        }

        float* sums = Sums + (nint)chunk * Shape.WeightSize + ((nint)group * Shape.GroupChannels + channel) * Shape.Taps * filters;
        AddLanes(lanes, terms, sums);
    }

    private readonly void AddSample(float* slab, int terms, float* dy, float* lanes)
    {
        int filters = Shape.GroupFilters, blocks = Pieces.Count(filters, GradientTile<TSimd, TVector>.MostFilters);
        nint plane = (nint)Grid.Height * Grid.Width;
        float* mask = stackalloc float[WidestVector];
        TSimd.Store(mask, LaneMask.First<TSimd, TVector>(Grid.Width % TSimd.Lanes));
        float* slopes = SlopeRoom();
        for (int block = 0; block < blocks; block++)
        {
            int first = filters * block / blocks, count = filters * (block + 1) / blocks - first;

            // Whole vectors are read, so from a copy: nothing need follow the last row of dy.
            new ReadOnlySpan<float>(dy + first * plane, count * (int)plane).CopyTo(new Span<float>(slopes, count * (int)plane));
            for (int term = 0; term < terms; term += GradientTile<TSimd, TVector>.Terms)
            {
                float* sums = lanes + (((nint)term * filters) + (nint)first * GradientTile<TSimd, TVector>.Terms) * TSimd.Lanes;
                GradientTile<TSimd, TVector>.Run(
                    count, Grid.Height, Grid.Width, slopes, plane, Grid.Width, slab, Grid.RowPosition(1), Offsets + term, mask, sums);
            }
        }
    }

    // lanes[block of terms, filter, term of the block, lane] to sums[term, filter].
    private readonly void AddLanes(float* lanes, int terms, float* sums)
    {
        int filters = Shape.GroupFilters;
        for (int term = 0; term < terms; term++)
        {
            (int block, int inBlock) = Math.DivRem(term, GradientTile<TSimd, TVector>.Terms);
            float* from = lanes + ((nint)block * filters * GradientTile<TSimd, TVector>.Terms + inBlock) * TSimd.Lanes;
            for (int filter = 0; filter < filters; filter++)
            {
                sums[(nint)term * filters + filter] = TSimd.Sum(TSimd.Load(from));
                from += GradientTile<TSimd, TVector>.Terms * TSimd.Lanes;
            }
        }
    }

    private readonly float* SlopeRoom() => Scratch.Get(
        ScratchUse.Panel, (long)GradientTile<TSimd, TVector>.MostFilters * Grid.Height * Grid.Width + WidestVector);

    private readonly float* LaneSums(int terms) =>
        Scratch.Get(ScratchUse.Result, (long)TermRoom(terms) * Shape.GroupFilters * WidestVector);
}
