namespace CompiledNets.Kernels;

/// <summary>How the outputs of a 3×3 convolution with stride 1 are cut into tiles of 4×4, each computed from 6×6 inputs.</summary>
internal readonly struct WinogradTiles(in Conv2DShape shape)
{
    /// <summary>Outputs of a tile along an axis.</summary>
    public const int Outputs = 4;

    /// <summary>Products of one tile, one channel and one filter: the positions of a transformed tile.</summary>
    public const int Positions = 36;

    /// <summary>Up to so many channels a tile's products are not worth storing, and two vectors of filters stay in a first-level cache:
    /// see <see cref="WinogradFewChannels{TSimd, TVector}"/>.</summary>
    private const int FewChannels = 4;

    /// <summary>Filters of a packed block for few channels: the lanes of the widest vector.</summary>
    public const int LaneFilters = 16;

    /// <summary>Filters of a packed block for many channels: the rows of the widest register tile.</summary>
    private const int MostBlockFilters = 12;

    public readonly int Channels = shape.Channels;
    public readonly int Height = shape.Height;
    public readonly int Width = shape.Width;
    public readonly int Top = shape.PaddingHeight;
    public readonly int Left = shape.PaddingWidth;
    public readonly int Filters = shape.Filters;
    public readonly int OutputHeight = shape.OutputHeight;
    public readonly int OutputWidth = shape.OutputWidth;

    /// <summary>Rows of tiles in an image.</summary>
    public int Rows => Pieces.Count(OutputHeight, Outputs);

    /// <summary>Tiles in a row.</summary>
    public int Columns => Pieces.Count(OutputWidth, Outputs);

    /// <summary>Groups of four input columns that a row of tiles reads.</summary>
    public int ColumnGroups => Columns + 1;

    /// <summary>Whether filters are in the lanes and all stages pass in registers.</summary>
    public bool HasFewChannels => Channels <= FewChannels;

    /// <summary>Blocks that the filters are packed in.</summary>
    public int FilterBlocks => Pieces.Count(Filters, HasFewChannels ? LaneFilters : MostBlockFilters);

    /// <summary>Floats of a packed weight.</summary>
    public int PackedFloats => checked(Positions * Channels * (HasFewChannels ? FilterBlocks * LaneFilters : Filters));

    /// <summary>The first filter of a block, and the number of filters for the block after the last: blocks of lanes are full but for the
    /// last one, others differ by one filter at most.</summary>
    public int FirstFilter(int block) =>
        HasFewChannels ? Math.Min(Filters, block * LaneFilters) : (int)((long)Filters * block / FilterBlocks);

    /// <summary>Whether the shape is one that these tiles compute.</summary>
    public static bool Fit(in Conv2DShape shape) =>
        shape is { KernelHeight: 3, KernelWidth: 3, StrideHeight: 1, StrideWidth: 1, DilationHeight: 1, DilationWidth: 1, Groups: 1, PaddingHeight: <= 2, PaddingWidth: <= 2 };
}
