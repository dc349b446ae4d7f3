using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

/// <summary>The definition of a convolution: every (output value, term) once, skipping the padding.</summary>
internal static class ConvolutionReference
{
    public static double[] Forward(Conv2DShape shape, int samples, float[] x, float[] weight)
    {
        var y = new double[samples * shape.OutputSize];
        ForEachTerm(shape, samples, (input, tap, output) => y[output] += (double)x[input] * weight[tap]);
        return y;
    }

    /// <summary>relu(scale·y + bias + residual) of one sample's sums, scale and bias being values of filters.</summary>
    public static double[] Finished(Conv2DShape shape, double[] sums, float[] scale, float[] bias, float[] residual)
    {
        int plane = shape.OutputHeight * shape.OutputWidth;
        return [.. sums.Select((sum, index) => Math.Max(0, (double)scale[index / plane] * sum + bias[index / plane] + residual[index]))];
    }

    /// <summary>The largest of each 2×2 windows side by side of all planes.</summary>
    public static double[] Pooled(Conv2DShape shape, double[] y)
    {
        int height = shape.OutputHeight / 2, width = shape.OutputWidth / 2, plane = shape.OutputHeight * shape.OutputWidth;
        return [.. from image in Enumerable.Range(0, y.Length / plane)
                   from row in Enumerable.Range(0, height)
                   from column in Enumerable.Range(0, width)
                   let at = image * plane + 2 * row * shape.OutputWidth + 2 * column
                   select Math.Max(Math.Max(y[at], y[at + 1]), Math.Max(y[at + shape.OutputWidth], y[at + shape.OutputWidth + 1]))];
    }

    public static double[] InputGradient(Conv2DShape shape, int samples, float[] dy, float[] weight)
    {
        var dx = new double[samples * shape.InputSize];
        ForEachTerm(shape, samples, (input, tap, output) => dx[input] += (double)dy[output] * weight[tap]);
        return dx;
    }

    public static double[] WeightGradient(Conv2DShape shape, int samples, float[] x, float[] dy)
    {
        var dw = new double[shape.WeightSize];
        ForEachTerm(shape, samples, (input, tap, output) => dw[tap] += (double)x[input] * dy[output]);
        return dw;
    }

    private static void ForEachTerm(Conv2DShape s, int samples, Action<int, int, int> term)
    {
        int groupChannels = s.Channels / s.Groups, groupFilters = s.Filters / s.Groups, output = 0;
        for (int sample = 0; sample < samples; sample++)
        {
            for (int filter = 0; filter < s.Filters; filter++)
            {
                for (int i = 0; i < s.OutputHeight; i++)
                {
                    for (int j = 0; j < s.OutputWidth; j++, output++)
                    {
                        for (int c = 0; c < groupChannels; c++)
                        {
                            int channel = sample * s.Channels + filter / groupFilters * groupChannels + c;
                            for (int u = 0; u < s.KernelHeight; u++)
                            {
                                int row = i * s.StrideHeight + u * s.DilationHeight - s.PaddingHeight;
                                for (int v = 0; v < s.KernelWidth; v++)
                                {
                                    int column = j * s.StrideWidth + v * s.DilationWidth - s.PaddingWidth;
                                    if (row >= 0 && row < s.Height && column >= 0 && column < s.Width)
                                    {
                                        int tap = ((filter * groupChannels + c) * s.KernelHeight + u) * s.KernelWidth + v;
                                        term((channel * s.Height + row) * s.Width + column, tap, output);
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
