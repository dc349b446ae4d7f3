using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>The sizes of a two-dimensional convolution of one sample, with PyTorch's meaning of each.</summary>
/// <param name="Channels">Channels of the input.</param>
/// <param name="Height">Rows of the input.</param>
/// <param name="Width">Columns of the input.</param>
/// <param name="Filters">Channels of the output.</param>
/// <param name="KernelHeight">Rows of a filter.</param>
/// <param name="KernelWidth">Columns of a filter.</param>
/// <param name="StrideHeight">Input rows from one output row to the next.</param>
/// <param name="StrideWidth">Input columns from one output column to the next.</param>
/// <param name="PaddingHeight">Rows of zeros above and below the input.</param>
/// <param name="PaddingWidth">Columns of zeros left and right of the input.</param>
/// <param name="DilationHeight">Input rows from one filter row to the next.</param>
/// <param name="DilationWidth">Input columns from one filter column to the next.</param>
/// <param name="Groups">Filters see only the channels of their own group; both counts are multiples of it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Conv2DShape(
    int Channels,
    int Height,
    int Width,
    int Filters,
    int KernelHeight,
    int KernelWidth,
    int StrideHeight = 1,
    int StrideWidth = 1,
    int PaddingHeight = 0,
    int PaddingWidth = 0,
    int DilationHeight = 1,
    int DilationWidth = 1,
    int Groups = 1)
{
    /// <summary>Rows of the output.</summary>
    public int OutputHeight => Extent(Height, KernelHeight, StrideHeight, PaddingHeight, DilationHeight);

    /// <summary>Columns of the output.</summary>
    public int OutputWidth => Extent(Width, KernelWidth, StrideWidth, PaddingWidth, DilationWidth);

    /// <summary>Values of one input sample, <c>[Channels, Height, Width]</c>.</summary>
    public int InputSize => checked(Channels * Height * Width);

    /// <summary>Values of one output sample, <c>[Filters, OutputHeight, OutputWidth]</c>.</summary>
    public int OutputSize => checked(Filters * OutputHeight * OutputWidth);

    /// <summary>Values of the weight, <c>[Filters, Channels / Groups, KernelHeight, KernelWidth]</c>.</summary>
    public int WeightSize => checked(Filters * GroupChannels * KernelHeight * KernelWidth);

    internal int GroupChannels => Channels / Groups;

    internal int GroupFilters => Filters / Groups;

    internal int Taps => KernelHeight * KernelWidth;

    /// <summary>Whether each output value depends on the input's values at the same place alone.</summary>
    internal bool IsPointwise =>
        Taps == 1 && StrideHeight == 1 && StrideWidth == 1 && PaddingHeight == 0 && PaddingWidth == 0;

    /// <exception cref="ArgumentException">The sizes make no convolution.</exception>
    internal void Check(string argument)
    {
        bool positive = Channels > 0 && Height > 0 && Width > 0 && Filters > 0 && KernelHeight > 0 && KernelWidth > 0
            && StrideHeight > 0 && StrideWidth > 0 && DilationHeight > 0 && DilationWidth > 0 && Groups > 0;
        if (!positive || PaddingHeight < 0 || PaddingWidth < 0)
        {
            throw new ArgumentException("Sizes, strides, dilations and groups must be positive, paddings not negative.", argument);
        }

        if (Channels % Groups != 0 || Filters % Groups != 0)
        {
            throw new ArgumentException($"{Channels} channels and {Filters} filters do not split into {Groups} groups.", argument);
        }

        if (OutputHeight <= 0 || OutputWidth <= 0)
        {
            throw new ArgumentException(
                $"A {KernelHeight}×{KernelWidth} kernel with dilation {DilationHeight}×{DilationWidth} does not fit into an input "
                + $"of {Height}×{Width} with padding {PaddingHeight}×{PaddingWidth}.",
                argument);
        }
    }

    // torch.nn.Conv2d's formula; the division rounds down.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Extent(int size, int kernel, int stride, int padding, int dilation)
    {
        int room = size + 2 * padding - dilation * (kernel - 1) - 1;
        return room < 0 ? 0 : room / stride + 1;
    }
}
