using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>Two-dimensional convolution (cross-correlation, as everywhere in this field) and its gradients, over images
/// [samples, channels, height, width] and weights [filters, channels / groups, kernel height, kernel width].</summary>
/// <remarks><see cref="Forward"/> and <see cref="InputGradient"/> treat samples independently: slices of a batch give the same bits
/// as the batch. No result depends on the number of threads. Outputs must not overlap inputs.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Convolution
{
    /// <summary>y[n,f,i,j] = Σ over c, u, v of weight[f,c,u,v] · x[n, c, i·stride + u·dilation - padding, …]; the bias is the
    /// caller's.</summary>
    /// <param name="shape">The sizes of one sample.</param>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="x">At least samples · <see cref="Conv2DShape.InputSize"/> values.</param>
    /// <param name="weight">At least <see cref="Conv2DShape.WeightSize"/> values.</param>
    /// <param name="y">At least samples · <see cref="Conv2DShape.OutputSize"/> values, overwritten.</param>
    /// <exception cref="ArgumentException">A size makes no sense or does not fit its span; nothing was written.</exception>
    public static void Forward(
        in Conv2DShape shape, int samples, ReadOnlySpan<float> x, ReadOnlySpan<float> weight, Span<float> y)
    {
        shape.Check(nameof(shape));
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        SpanChecks.Holds(x.Length, (long)samples * shape.InputSize, nameof(x));
        SpanChecks.Holds(weight.Length, shape.WeightSize, nameof(weight));
        SpanChecks.Holds(y.Length, (long)samples * shape.OutputSize, nameof(y));
        fixed (float* px = x, pw = weight, py = y)
        {
            SimdLevels.Run(SimdLevels.Best, new ConvolutionForward(shape, samples, px, pw, py));
        }
    }

    /// <summary>The gradient to x, given the gradient to y: dx[n,c,p,q] = Σ of weight[f,c,u,v] · dy[n,f,i,j] over all terms of
    /// <see cref="Forward"/> that read x[n,c,p,q].</summary>
    /// <param name="shape">The sizes of one sample.</param>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="dy">At least samples · <see cref="Conv2DShape.OutputSize"/> values.</param>
    /// <param name="weight">At least <see cref="Conv2DShape.WeightSize"/> values.</param>
    /// <param name="dx">At least samples · <see cref="Conv2DShape.InputSize"/> values, overwritten.</param>
    /// <exception cref="ArgumentException">A size makes no sense or does not fit its span; nothing was written.</exception>
    public static void InputGradient(
        in Conv2DShape shape, int samples, ReadOnlySpan<float> dy, ReadOnlySpan<float> weight, Span<float> dx)
    {
        shape.Check(nameof(shape));
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        SpanChecks.Holds(dy.Length, (long)samples * shape.OutputSize, nameof(dy));
        SpanChecks.Holds(weight.Length, shape.WeightSize, nameof(weight));
        SpanChecks.Holds(dx.Length, (long)samples * shape.InputSize, nameof(dx));
        fixed (float* pdy = dy, pw = weight, pdx = dx)
        {
            SimdLevels.Run(SimdLevels.Best, new ConvolutionInputGradient(shape, samples, pdy, pw, pdx));
        }
    }

    /// <summary>Adds the gradient to the weight: dw[f,c,u,v] += Σ over n, i, j of
    /// dy[n,f,i,j] · x[n, c, i·stride + u·dilation - padding, …].</summary>
    /// <param name="shape">The sizes of one sample.</param>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="x">At least samples · <see cref="Conv2DShape.InputSize"/> values.</param>
    /// <param name="dy">At least samples · <see cref="Conv2DShape.OutputSize"/> values.</param>
    /// <param name="dw">At least <see cref="Conv2DShape.WeightSize"/> values, added to.</param>
    /// <exception cref="ArgumentException">A size makes no sense or does not fit its span; nothing was written.</exception>
    public static void WeightGradient(
        in Conv2DShape shape, int samples, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dw)
    {
        shape.Check(nameof(shape));
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        SpanChecks.Holds(x.Length, (long)samples * shape.InputSize, nameof(x));
        SpanChecks.Holds(dy.Length, (long)samples * shape.OutputSize, nameof(dy));
        SpanChecks.Holds(dw.Length, shape.WeightSize, nameof(dw));
        fixed (float* px = x, pdy = dy, pdw = dw)
        {
            SimdLevels.Run(SimdLevels.Best, new ConvolutionWeightGradient(shape, samples, px, pdy, pdw));
        }
    }
}
