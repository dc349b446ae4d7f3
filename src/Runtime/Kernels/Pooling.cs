using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>Pooling over the windows of images [samples, channels, height, width].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Pooling
{
    /// <summary>y = the largest value of each window; padding never counts, NaN in a window gives NaN.</summary>
    public static unsafe void MaxForward(Pool2DShape shape, int samples, ReadOnlySpan<float> x, Span<float> y)
    {
        SpanChecks.Holds(x.Length, (long)samples * shape.InputSize, nameof(x));
        SpanChecks.Holds(y.Length, (long)samples * shape.OutputSize, nameof(y));
        fixed (float* px = x, py = y)
        {
            var pooling = new MaxPoolForward { Shape = shape, Planes = samples * shape.Channels, X = px, Y = py };
            WorkPool.Run(ref pooling, pooling.PieceCount);
        }
    }

    /// <summary>dx = dy added where each window's maximum was, else 0; of equal maxima the first has it all, as in PyTorch.</summary>
    public static unsafe void MaxGradient(
        Pool2DShape shape, int samples, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx)
    {
        SpanChecks.Holds(x.Length, (long)samples * shape.InputSize, nameof(x));
        SpanChecks.Holds(dy.Length, (long)samples * shape.OutputSize, nameof(dy));
        SpanChecks.Holds(dx.Length, (long)samples * shape.InputSize, nameof(dx));
        fixed (float* px = x, pdy = dy, pdx = dx)
        {
            var pooling = new MaxPoolGradient { Shape = shape, Planes = samples * shape.Channels, X = px, Dy = pdy, Dx = pdx };
            WorkPool.Run(ref pooling, pooling.PieceCount);
        }
    }

    /// <summary>y = the mean of each window, padding counted as zeros (PyTorch's default).</summary>
    public static void AverageForward(Pool2DShape shape, int samples, ReadOnlySpan<float> x, Span<float> y)
    {
        float share = 1f / (shape.KernelHeight * shape.KernelWidth);
        for (int image = 0; image < samples * shape.Channels; image++)
        {
            ReadOnlySpan<float> input = x.Slice(image * shape.ImageSize, shape.ImageSize);
            Span<float> output = y.Slice(image * shape.OutputImageSize, shape.OutputImageSize);
            if (shape.IsHalving)
            {
                HalveByAverage(shape.Width, input, output, shape.OutputWidth);
                continue;
            }

            int at = 0;
            for (int row = 0; row < shape.OutputHeight; row++)
            {
                for (int column = 0; column < shape.OutputWidth; column++)
                {
                    output[at++] = WindowSum(shape, input, row, column) * share;
                }
            }
        }
    }

    /// <summary>dx = the window size's share of dy, added over the windows that each value lies in.</summary>
    public static void AverageGradient(Pool2DShape shape, int samples, ReadOnlySpan<float> dy, Span<float> dx)
    {
        float share = 1f / (shape.KernelHeight * shape.KernelWidth);
        dx[..(samples * shape.InputSize)].Clear();
        for (int image = 0; image < samples * shape.Channels; image++)
        {
            ReadOnlySpan<float> dOutput = dy.Slice(image * shape.OutputImageSize, shape.OutputImageSize);
            Span<float> dInput = dx.Slice(image * shape.ImageSize, shape.ImageSize);
            if (shape.IsHalving)
            {
                HalveByAverageGradient(shape.Width, dOutput, dInput, shape.OutputWidth);
                continue;
            }

            int at = 0;
            for (int row = 0; row < shape.OutputHeight; row++)
            {
                for (int column = 0; column < shape.OutputWidth; column++)
                {
                    AddToWindow(shape, dInput, row, column, dOutput[at++] * share);
                }
            }
        }
    }

    private static float WindowSum(Pool2DShape shape, ReadOnlySpan<float> image, int outputRow, int outputColumn)
    {
        (int top, int bottom) = shape.Rows(outputRow);
        (int left, int right) = shape.Columns(outputColumn);
        float sum = 0f;
        for (int row = top; row < bottom; row++)
        {
            foreach (float value in image[(row * shape.Width + left)..(row * shape.Width + right)])
            {
                sum += value;
            }
        }

        return sum;
    }

    private static void AddToWindow(Pool2DShape shape, Span<float> image, int outputRow, int outputColumn, float value)
    {
        (int top, int bottom) = shape.Rows(outputRow);
        (int left, int right) = shape.Columns(outputColumn);
        for (int row = top; row < bottom; row++)
        {
            foreach (ref float target in image[(row * shape.Width + left)..(row * shape.Width + right)])
            {
                target += value;
            }
        }
    }
}
