namespace CompiledNets.Kernels;

/// <summary>The gradient to a small convolution's weight with samples in the lanes: see <see cref="SampleSlab{TSimd, TVector}"/>. A piece is a
/// chunk of the batch, and sums for itself; <see cref="SampleReduction{TSimd, TVector}"/> adds up chunks and lanes.</summary>
internal unsafe struct SampleWeightGradient<TSimd, TVector> : IPieces
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int MostChunks = 16, MostFilters = 16, LeastFilters = 4, LeastRow = 2;

    /// <summary>Floats of a lane's image, gradient and sums: with sixteen lanes 512 KiB, which a second-level cache holds.</summary>
    private const int MostFloatsOfALane = 1 << 13;

    public Conv2DShape Shape;
    public int Samples;
    public float* X;
    public float* Dy;

    /// <summary>For each chunk the weight's gradient, a vector for each value.</summary>
    public float* Sums;

    public readonly int Chunks => ChunksOf(Samples);

    private readonly int Groups => Pieces.Count(Samples, TSimd.Lanes);

    public static int ChunksOf(int samples) => Math.Min(Pieces.Count(samples, TSimd.Lanes), MostChunks);

    /// <summary>Whether it is the faster way.</summary>
    public static bool Pays(in Conv2DShape shape, int samples) =>
        2 * samples >= TSimd.Lanes && shape is { Groups: 1, Filters: >= LeastFilters and <= MostFilters, KernelWidth: >= LeastRow }
        && SampleSlab<TSimd, TVector>.Floats(shape) / TSimd.Lanes + shape.OutputSize + shape.WeightSize <= MostFloatsOfALane;

    /// <summary>Grows this thread's scratch memory to what a piece takes.</summary>
    public readonly void Reserve()
    {
        Slab();
        Gradient();
    }

    public readonly void Run(int piece)
    {
        float* slab = Slab(), gradient = Gradient(), sums = Sums + (nint)piece * Shape.WeightSize * TSimd.Lanes;
        int begin = (int)((long)Groups * piece / Chunks), end = (int)((long)Groups * (piece + 1) / Chunks);
        for (int group = begin; group < end; group++)
        {
            int first = group * TSimd.Lanes, samples = Math.Min(TSimd.Lanes, Samples - first);
            SampleSlab<TSimd, TVector>.Fill(Shape, X + (nint)first * Shape.InputSize, samples, slab);
            SampleSlab<TSimd, TVector>.Gather(Dy + (nint)first * Shape.OutputSize, Shape.OutputSize, samples, gradient);
            AddGroup(slab, gradient, sums, add: group > begin);
        }
    }

    private readonly void AddGroup(float* slab, float* gradient, float* sums, bool add)
    {
        nint filterSums = (nint)Shape.Channels * Shape.Taps * TSimd.Lanes, plane = (nint)Shape.OutputHeight * Shape.OutputWidth * TSimd.Lanes;
        for (int filter = 0, filters; filter < Shape.Filters; filter += filters)
        {
            filters = SampleGradientTile<TSimd, TVector>.Filters(Shape.Filters - filter);
            for (int row = 0; row < Shape.Channels * Shape.KernelHeight; row++)
            {
                (int channel, int tapRow) = Math.DivRem(row, Shape.KernelHeight);
                for (int tap = 0, taps; tap < Shape.KernelWidth; tap += taps)
                {
                    taps = SampleGradientTile<TSimd, TVector>.Taps(Shape.KernelWidth - tap);
                    SampleGradientTile<TSimd, TVector>.Run(
                        Shape, filters, taps, channel, tapRow, tap, slab, gradient + filter * plane,
                        sums + filter * filterSums + ((nint)row * Shape.KernelWidth + tap) * TSimd.Lanes, filterSums, add);
                }
            }
        }
    }

    private readonly float* Slab() => Scratch.Get(ScratchUse.Image, SampleSlab<TSimd, TVector>.Floats(Shape));

    private readonly float* Gradient() => Scratch.Get(ScratchUse.Result, (long)Shape.OutputSize * TSimd.Lanes);
}

/// <summary>dw[value] += Σ over chunks, then over lanes, of sums[chunk, value, lane].</summary>
internal unsafe struct SampleReduction<TSimd, TVector> : IPieces
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int ValuesPerPiece = 512;

    public int Values;
    public int Chunks;
    public float* Sums;
    public float* Dw;

    public readonly int PieceCount => Pieces.Count(Values, ValuesPerPiece);

    public readonly void Run(int piece)
    {
        int end = Math.Min(Values, (piece + 1) * ValuesPerPiece);
        for (int value = piece * ValuesPerPiece; value < end; value++)
        {
            TVector total = TSimd.Load(Sums + (nint)value * TSimd.Lanes);
            for (int chunk = 1; chunk < Chunks; chunk++)
            {
                total = TSimd.Add(total, TSimd.Load(Sums + ((nint)chunk * Values + value) * TSimd.Lanes));
            }

            Dw[value] += TSimd.Sum(total);
        }
    }
}
