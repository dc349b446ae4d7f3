using CompiledNets.Kernels;
using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>Pooling over the windows of images [samples, channels, height, width], one value of the result by each thread.</summary>
internal static class DevicePooling
{
    /// <summary>y[i] = the largest value of a window; padding never counts, NaN in a window gives NaN.</summary>
    internal static float Max(int i, ArrayView<float> x, Pool2DShape shape)
    {
        int column = i % shape.OutputWidth, line = i / shape.OutputWidth, plane = line / shape.OutputHeight;
        return x[IndexOfMax(x, shape, plane * shape.Height * shape.Width, line % shape.OutputHeight, column)];
    }

    /// <summary>dx[i] = Σ dy over the windows whose maximum stands at i, the first of equal ones, in the order of the windows.</summary>
    internal static float MaxGradient(int i, ArrayView<float> x, ArrayView<float> dy, Pool2DShape shape)
    {
        int column = i % shape.Width, line = i / shape.Width, row = line % shape.Height, plane = line / shape.Height;
        int bottom = LastWindow(row, shape.PaddingHeight, shape.StrideHeight, shape.OutputHeight);
        int right = LastWindow(column, shape.PaddingWidth, shape.StrideWidth, shape.OutputWidth);
        float sum = 0f;
        for (int y = FirstWindow(row, shape.PaddingHeight, shape.KernelHeight, shape.StrideHeight); y <= bottom; y++)
        {
            for (int at = FirstWindow(column, shape.PaddingWidth, shape.KernelWidth, shape.StrideWidth); at <= right; at++)
            {
                bool won = IndexOfMax(x, shape, plane * shape.Height * shape.Width, y, at) == i;
                sum += won ? dy[(plane * shape.OutputHeight + y) * shape.OutputWidth + at] : 0f;
            }
        }

        return sum;
    }

    /// <summary>y[i] = the mean of a window, padding counted as zeros.</summary>
    internal static float Average(int i, ArrayView<float> x, Pool2DShape shape)
    {
        int column = i % shape.OutputWidth, line = i / shape.OutputWidth, plane = line / shape.OutputHeight;
        int top = line % shape.OutputHeight * shape.StrideHeight - shape.PaddingHeight, left = column * shape.StrideWidth - shape.PaddingWidth;
        int bottom = IntrinsicMath.Min(top + shape.KernelHeight, shape.Height);
        int right = IntrinsicMath.Min(left + shape.KernelWidth, shape.Width);
        float sum = 0f;
        for (int row = IntrinsicMath.Max(top, 0); row < bottom; row++)
        {
            for (int at = IntrinsicMath.Max(left, 0); at < right; at++)
            {
                sum += x[(plane * shape.Height + row) * shape.Width + at];
            }
        }

        return sum * Share(shape);
    }

    /// <summary>dx[i] = Σ dy / (window's size) over the windows that hold i.</summary>
    internal static float AverageGradient(int i, ArrayView<float> dy, Pool2DShape shape)
    {
        int column = i % shape.Width, line = i / shape.Width, row = line % shape.Height, plane = line / shape.Height;
        int bottom = LastWindow(row, shape.PaddingHeight, shape.StrideHeight, shape.OutputHeight);
        int right = LastWindow(column, shape.PaddingWidth, shape.StrideWidth, shape.OutputWidth);
        float sum = 0f, share = Share(shape);
        for (int y = FirstWindow(row, shape.PaddingHeight, shape.KernelHeight, shape.StrideHeight); y <= bottom; y++)
        {
            for (int at = FirstWindow(column, shape.PaddingWidth, shape.KernelWidth, shape.StrideWidth); at <= right; at++)
            {
                sum += dy[(plane * shape.OutputHeight + y) * shape.OutputWidth + at] * share;
            }
        }

        return sum;
    }

    private static float Share(Pool2DShape shape) => 1f / (shape.KernelHeight * shape.KernelWidth);

    // The first maximum in reading order; a NaN beats everything before it. Windows hold at least one value.
    private static int IndexOfMax(ArrayView<float> x, Pool2DShape shape, int image, int outputRow, int outputColumn)
    {
        int top = outputRow * shape.StrideHeight - shape.PaddingHeight, left = outputColumn * shape.StrideWidth - shape.PaddingWidth;
        int bottom = IntrinsicMath.Min(top + shape.KernelHeight, shape.Height);
        int right = IntrinsicMath.Min(left + shape.KernelWidth, shape.Width);
        top = IntrinsicMath.Max(top, 0);
        left = IntrinsicMath.Max(left, 0);
        int best = image + top * shape.Width + left;
        float largest = x[best];
        for (int row = top; row < bottom; row++)
        {
            for (int column = left; column < right; column++)
            {
                int at = image + row * shape.Width + column;
                float value = x[at];
                bool isLarger = value > largest || float.IsNaN(value);
                best = isLarger ? at : best;
                largest = isLarger ? value : largest;
            }
        }

        return best;
    }

    // Windows w hold a position where w·stride - padding ≤ position < w·stride - padding + kernel.
    private static int FirstWindow(int position, int padding, int kernel, int stride)
    {
        int passed = position + padding - kernel;
        return passed < 0 ? 0 : passed / stride + 1;
    }

    private static int LastWindow(int position, int padding, int stride, int windows) =>
        IntrinsicMath.Min((position + padding) / stride, windows - 1);
}
