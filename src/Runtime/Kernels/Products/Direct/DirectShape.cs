namespace CompiledNets.Kernels;

/// <summary>How a weight is packed for a direct convolution, and by which of the two tiles it is computed.</summary>
/// <remarks>With filters in the lanes (<see cref="FilterTile{TSimd, TVector}"/>) the image is read value by value and never rearranged, but
/// the sums have to be transposed, and filters that do not fill a vector waste lanes. With windows in the lanes
/// (<see cref="WindowTile{TSimd, TVector}"/>) it is the other way round: that suits few filters.</remarks>
internal readonly struct DirectShape
{
    /// <summary>Filters of a packed block in the lanes: two of the widest vectors. The last block may have half of it.</summary>
    public const int BlockFilters = 32;

    private const int HalfBlock = BlockFilters / 2;

    private const int MostWindowFilters = 6;

    public readonly bool FiltersInLanes;
    public readonly int Terms;
    private readonly int filters;

    public DirectShape(in Conv2DShape shape)
    {
        filters = shape.GroupFilters;
        Terms = shape.GroupChannels * shape.Taps;
        FiltersInLanes = filters > MostWindowFilters;
    }

    /// <summary>Packed blocks of a group's filters.</summary>
    public int Blocks => Pieces.Count(filters, FiltersInLanes ? BlockFilters : MostWindowFilters);

    /// <summary>Floats of a group's packed weight.</summary>
    public int GroupFloats => FiltersInLanes ? Terms * Pieces.Count(filters, HalfBlock) * HalfBlock : Terms * filters;

    /// <summary>The first filter of a block, or past the last one.</summary>
    public int FirstFilter(int block) =>
        FiltersInLanes ? Math.Min(filters, block * BlockFilters) : (int)((long)filters * block / Blocks);

    /// <summary>Floats from one term to the next in a packed block.</summary>
    public int TermStride(int block)
    {
        int inBlock = FirstFilter(block + 1) - FirstFilter(block);
        return FiltersInLanes ? Pieces.Count(inBlock, HalfBlock) * HalfBlock : inBlock;
    }

    /// <summary>Where a block begins in its group's packed weight.</summary>
    public nint Offset(int block) => (nint)FirstFilter(block) * Terms;
}
