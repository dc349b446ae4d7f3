using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>The extents of a pooling over images [channels, height, width]. Padding is at most half the kernel, so that every
/// window holds at least one value.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Pool2DShape(
    int Channels, int Height, int Width, int KernelHeight, int KernelWidth,
    int StrideHeight, int StrideWidth, int PaddingHeight, int PaddingWidth)
{
    /// <summary>Rows of the result: windows that start inside the padded image and fit into it.</summary>
    public int OutputHeight => (Height + 2 * PaddingHeight - KernelHeight) / StrideHeight + 1;

    /// <summary>Columns of the result.</summary>
    public int OutputWidth => (Width + 2 * PaddingWidth - KernelWidth) / StrideWidth + 1;

    /// <summary>Values of one input sample.</summary>
    public int InputSize => Channels * Height * Width;

    /// <summary>Values of one output sample.</summary>
    public int OutputSize => Channels * OutputHeight * OutputWidth;

    /// <summary>Whether this is the usual halving: 2×2 windows side by side, no padding.</summary>
    internal bool IsHalving =>
        this is { KernelHeight: 2, KernelWidth: 2, StrideHeight: 2, StrideWidth: 2, PaddingHeight: 0, PaddingWidth: 0 };

    internal int ImageSize => Height * Width;

    internal int OutputImageSize => OutputHeight * OutputWidth;

    // Where the window of an output row or column lies inside the image.
    internal (int Start, int End) Rows(int outputRow)
    {
        int start = outputRow * StrideHeight - PaddingHeight;
        return (Math.Max(start, 0), Math.Min(start + KernelHeight, Height));
    }

    internal (int Start, int End) Columns(int outputColumn)
    {
        int start = outputColumn * StrideWidth - PaddingWidth;
        return (Math.Max(start, 0), Math.Min(start + KernelWidth, Width));
    }

    // The first maximum in reading order; a NaN beats everything before it.
    internal unsafe int IndexOfMax(float* image, int outputRow, int outputColumn)
    {
        (int top, int bottom) = Rows(outputRow);
        (int left, int right) = Columns(outputColumn);
        int best = top * Width + left;
        for (int row = top; row < bottom; row++)
        {
            for (int i = row * Width + left; i < row * Width + right; i++)
            {
                if (image[i] > image[best] || float.IsNaN(image[i]))
                {
                    best = i;
                }
            }
        }

        return best;
    }
}
