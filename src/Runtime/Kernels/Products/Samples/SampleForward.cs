namespace CompiledNets.Kernels;

/// <summary>A convolution with few filters over many samples, which fill the lanes: see <see cref="SampleSlab{TSimd, TVector}"/>. A piece is
/// as many samples as a register has lanes.</summary>
/// <remarks>Each sum is one chain of multiply-adds over its terms in their order, as in <see cref="DirectPass{TSimd, TVector}"/>; terms that
/// meet padding add nothing, and some are left out. So a sample's bits are the same, whichever of the two computes it.</remarks>
internal unsafe struct SampleForward<TSimd, TVector> : IPieces
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>More filters than this fill lanes by themselves; with fewer terms, rearranging images outweighs them.</summary>
    private const int MostFilters = 16, LeastFilters = 4, LeastTerms = 16;

    /// <summary>Floats of a lane's image and result: with sixteen lanes 512 KiB, which a second-level cache holds.</summary>
    private const int MostFloatsOfALane = 1 << 13;

    public Conv2DShape Shape;
    public int Samples;
    public float* X;
    public float* Packed;
    public float* Bias;
    public bool Relu;
    public float* Y;

    public readonly int PieceCount => Pieces.Count(Samples, TSimd.Lanes);

    /// <summary>Whether it is the faster way: for at least half as many samples as there are lanes.</summary>
    public static bool Pays(in Conv2DShape shape, int samples)
    {
        var direct = new DirectShape(shape);
        bool isOneChain = !direct.FiltersInLanes || direct.Terms <= DirectPass<TSimd, TVector>.ChunkTerms;
        return 2 * samples >= TSimd.Lanes && shape is { Groups: 1, Filters: >= LeastFilters and <= MostFilters } && direct.Terms >= LeastTerms && isOneChain
            && SampleSlab<TSimd, TVector>.Floats(shape) / TSimd.Lanes + shape.OutputSize <= MostFloatsOfALane;
    }

    /// <summary>Grows this thread's scratch memory to what a piece takes.</summary>
    public readonly void Reserve()
    {
        Slab();
        Result();
    }

    public readonly void Run(int piece)
    {
        int first = piece * TSimd.Lanes, samples = Math.Min(TSimd.Lanes, Samples - first);
        float* slab = Slab(), result = Result();
        SampleSlab<TSimd, TVector>.Fill(Shape, X + (nint)first * Shape.InputSize, samples, slab);
        int stride = new DirectShape(Shape).TermStride(0);
        for (int filter = 0, filters; filter < Shape.Filters; filter += filters)
        {
            filters = SampleTile<TSimd, TVector>.Filters(Shape.Filters - filter);
            for (int row = 0; row < Shape.OutputHeight; row++)
            {
                for (int column = 0, columns; column < Shape.OutputWidth; column += columns)
                {
                    columns = SampleTile<TSimd, TVector>.Columns(Shape.OutputWidth - column);
                    SampleTile<TSimd, TVector>.Run(
                        Shape, filters, columns, row, column, slab, Packed + filter, stride, Bias is null ? null : Bias + filter, Relu,
                        result + (((nint)filter * Shape.OutputHeight + row) * Shape.OutputWidth + column) * TSimd.Lanes);
                }
            }
        }

        SampleSlab<TSimd, TVector>.Scatter(result, Shape.OutputSize, samples, Y + (nint)first * Shape.OutputSize);
    }

    private readonly float* Slab() => Scratch.Get(ScratchUse.Image, SampleSlab<TSimd, TVector>.Floats(Shape));

    private readonly float* Result() => Scratch.Get(ScratchUse.Result, (long)Shape.OutputSize * TSimd.Lanes);
}
