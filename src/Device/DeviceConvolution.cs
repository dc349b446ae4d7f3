using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>The shape of a convolution over images of (channels, height, width), which folds into a kernel where it is built of constants.</summary>
internal readonly struct ConvolutionShape(
    int channels, int height, int width, int filters, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth,
    int paddingHeight, int paddingWidth, int dilation, int outputHeight, int outputWidth)
{
    public readonly int Channels = channels, Height = height, Width = width, Filters = filters, KernelHeight = kernelHeight, KernelWidth = kernelWidth;
    public readonly int StrideHeight = strideHeight, StrideWidth = strideWidth, PaddingHeight = paddingHeight, PaddingWidth = paddingWidth;
    public readonly int Dilation = dilation, OutputHeight = outputHeight, OutputWidth = outputWidth;
}

/// <summary>The factor of a convolution's product that is gathered from images: the matrix that im2col would write, never written.</summary>
internal static class DeviceConvolution
{
    /// <summary>The pixel that tap <paramref name="tap"/> (channel of the group, row, column of the kernel) meets at output pixel
    /// <paramref name="pixel"/> of the whole batch; 0 outside of the image.</summary>
    /// <param name="x">Images, all samples.</param>
    /// <param name="pixel">(sample, output row, output column), flat.</param>
    /// <param name="tap">(channel of the group, kernel row, kernel column), flat.</param>
    /// <param name="firstChannel">The group's first channel.</param>
    /// <param name="s">The convolution.</param>
    public static float Pixel(ArrayView<float> x, int pixel, int tap, int firstChannel, ConvolutionShape s)
    {
        int outputs = s.OutputHeight * s.OutputWidth, taps = s.KernelHeight * s.KernelWidth;
        int sample = pixel / outputs, place = pixel % outputs, channel = firstChannel + tap / taps, within = tap % taps;
        int row = place / s.OutputWidth * s.StrideHeight + within / s.KernelWidth * s.Dilation - s.PaddingHeight;
        int column = place % s.OutputWidth * s.StrideWidth + within % s.KernelWidth * s.Dilation - s.PaddingWidth;
        return row < 0 || row >= s.Height || column < 0 || column >= s.Width
            ? 0f
            : x[((sample * s.Channels + channel) * s.Height + row) * s.Width + column];
    }

    /// <summary>The gradient of the output pixel at which tap <paramref name="tap"/> (filter of the group, row, column of the kernel) reads
    /// input pixel <paramref name="pixel"/> of the whole batch; 0 where there is none.</summary>
    /// <param name="dy">Gradients of the outputs, all samples.</param>
    /// <param name="pixel">(sample, input row, input column), flat.</param>
    /// <param name="tap">(filter of the group, kernel row, kernel column), flat.</param>
    /// <param name="firstFilter">The group's first filter.</param>
    /// <param name="s">The convolution.</param>
    public static float OutputGradient(ArrayView<float> dy, int pixel, int tap, int firstFilter, ConvolutionShape s)
    {
        int inputs = s.Height * s.Width, taps = s.KernelHeight * s.KernelWidth;
        int sample = pixel / inputs, place = pixel % inputs, filter = firstFilter + tap / taps, within = tap % taps;
        int row = place / s.Width + s.PaddingHeight - within / s.KernelWidth * s.Dilation;
        int column = place % s.Width + s.PaddingWidth - within % s.KernelWidth * s.Dilation;
        int outputRow = row / s.StrideHeight, outputColumn = column / s.StrideWidth;
        bool isThere = row >= 0 && column >= 0 && outputRow * s.StrideHeight == row && outputColumn * s.StrideWidth == column
            && outputRow < s.OutputHeight && outputColumn < s.OutputWidth;
        return isThere ? dy[((sample * s.Filters + filter) * s.OutputHeight + outputRow) * s.OutputWidth + outputColumn] : 0f;
    }
}
