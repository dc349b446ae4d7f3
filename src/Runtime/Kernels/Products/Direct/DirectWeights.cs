namespace CompiledNets.Kernels;

/// <summary>Packs a weight [filters, terms] as [group, block of filters, term, filter of the block]: see <see cref="DirectShape"/>.</summary>
internal unsafe struct DirectWeights : IPieces
{
    private const int StepTerms = 16;
    public Conv2DShape Shape;
    public DirectShape Direct;
    public float* Weight;

    /// <summary>A factor for each filter, or null.</summary>
    public float* Scale;

    public float* Packed;

    /// <summary>Whether the weight is that of a convolution whose gradient to the input <see cref="Shape"/> is: filters and channels
    /// change places, taps are read backwards.</summary>
    public bool IsTurned;

    public readonly int PieceCount => Shape.Groups * Direct.Blocks;

    public readonly void Run(int piece)
    {
        (int group, int block) = Math.DivRem(piece, Direct.Blocks);
        int first = Direct.FirstFilter(block), filters = Direct.FirstFilter(block + 1) - first, stride = Direct.TermStride(block);
        float* from = Weight + ((nint)group * Shape.GroupFilters + first) * Direct.Terms;
        float* to = Packed + (nint)group * Direct.GroupFloats + Direct.Offset(block);
        new Span<float>(to, Direct.Terms * stride).Clear();

        // Some terms of all filters at a time: read along the terms, written along the filters, both from few cache lines.
        for (int term = 0; term < Direct.Terms; term += StepTerms)
        {
            int end = Math.Min(Direct.Terms, term + StepTerms);
            for (int filter = 0; filter < filters; filter++)
            {
                float scale = Scale is null ? 1 : Scale[group * Shape.GroupFilters + first + filter];
                for (int index = term; index < end; index++)
                {
                    to[(nint)index * stride + filter] = scale * (IsTurned ? Turned(first + filter, index) : from[(nint)filter * Direct.Terms + index]);
                }
            }
        }
    }

    private readonly float Turned(int filter, int term)
    {
        (int channel, int tap) = Math.DivRem(term, Shape.Taps);
        return Weight[((nint)channel * Shape.Filters + filter) * Shape.Taps + Shape.Taps - 1 - tap];
    }
}
