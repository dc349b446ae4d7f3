using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>3×3 convolution with stride 1 by Winograd's minimal filtering F(4×4, 3×3): a quarter of the multiplications, over weights
/// that were transformed beforehand.</summary>
/// <remarks>Lavin and Gray, "Fast algorithms for convolutional neural networks" (2015). Rounding errors are some times those of the
/// definition's sums: see docs/performance.md. Samples are independent to the bit, and no result depends on the number of threads.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class WinogradConvolution
{
    /// <summary>Floats of a packed weight.</summary>
    public static int PackedSize(in Conv2DShape shape) => new WinogradTiles(shape).PackedFloats;

    /// <summary>Floats of a weight that is packed for <see cref="InputGradient"/>.</summary>
    public static int PackedGradientSize(in Conv2DShape shape) => PackedSize(Gradient(shape));

    /// <inheritdoc cref="Pack(in Conv2DShape, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/>
    public static void Pack(in Conv2DShape shape, ReadOnlySpan<float> weight, Span<float> packed) => Pack(shape, weight, default, packed);

    /// <summary>Packs a weight for <c>Forward</c>.</summary>
    /// <param name="shape">The sizes of one sample: 3×3, neither stride, dilation nor groups.</param>
    /// <param name="weight">At least <see cref="Conv2DShape.WeightSize"/> values.</param>
    /// <param name="scale">A factor for each filter; empty for none.</param>
    /// <param name="packed">At least <see cref="PackedSize"/> values, overwritten.</param>
    /// <exception cref="ArgumentException">A size makes no sense or does not fit its span; nothing was written.</exception>
    public static void Pack(in Conv2DShape shape, ReadOnlySpan<float> weight, ReadOnlySpan<float> scale, Span<float> packed)
    {
        Check(shape);
        SpanChecks.Holds(weight.Length, shape.WeightSize, nameof(weight));
        SpanChecks.Holds(packed.Length, PackedSize(shape), nameof(packed));
        SpanChecks.Holds(scale.Length, scale.IsEmpty ? 0 : shape.Filters, nameof(scale));
        fixed (float* pw = weight, ps = scale, pp = packed)
        {
            SimdLevels.Run(SimdLevels.Best, new WinogradWeights(shape, pw, shape.Channels * shape.Taps, shape.Taps, ps, turned: false, pp));
        }
    }

    /// <summary>Packs a weight for <see cref="InputGradient"/>.</summary>
    /// <param name="shape">The sizes of one sample: 3×3, neither stride, dilation nor groups.</param>
    /// <param name="weight">At least <see cref="Conv2DShape.WeightSize"/> values.</param>
    /// <param name="packed">At least <see cref="PackedGradientSize"/> values, overwritten.</param>
    /// <exception cref="ArgumentException">A size makes no sense or does not fit its span; nothing was written.</exception>
    public static void PackGradient(in Conv2DShape shape, ReadOnlySpan<float> weight, Span<float> packed)
    {
        Check(shape);
        SpanChecks.Holds(weight.Length, shape.WeightSize, nameof(weight));
        SpanChecks.Holds(packed.Length, PackedGradientSize(shape), nameof(packed));
        fixed (float* pw = weight, pp = packed)
        {
            SimdLevels.Run(
                SimdLevels.Best, new WinogradWeights(Gradient(shape), pw, shape.Taps, shape.Channels * shape.Taps, null, turned: true, pp));
        }
    }

    /// <inheritdoc cref="Forward(in Conv2DShape, int, ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, FusedActivation, Span{float})"/>
    public static void Forward(
        in Conv2DShape shape, int samples, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, FusedActivation activation, Span<float> y) =>
        Forward(shape, samples, x, packed, bias, default, activation, y);

    /// <summary>y = <see cref="Convolution.Forward"/>, plus the bias of each filter, plus a residual, activated.</summary>
    /// <param name="shape">The sizes of one sample.</param>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="x">At least samples · <see cref="Conv2DShape.InputSize"/> values.</param>
    /// <param name="packed">What <c>Pack</c> made.</param>
    /// <param name="bias">One value a filter; empty for none.</param>
    /// <param name="residual">One value for each of <paramref name="y"/>, which it must not overlap; empty for none.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="y">At least samples · <see cref="Conv2DShape.OutputSize"/> values, overwritten.</param>
    /// <exception cref="ArgumentException">A size makes no sense or does not fit its span; nothing was written.</exception>
    public static void Forward(
        in Conv2DShape shape, int samples, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual,
        FusedActivation activation, Span<float> y)
    {
        Check(shape);
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        SpanChecks.Holds(x.Length, (long)samples * shape.InputSize, nameof(x));
        SpanChecks.Holds(packed.Length, PackedSize(shape), nameof(packed));
        SpanChecks.Holds(bias.Length, bias.IsEmpty ? 0 : shape.Filters, nameof(bias));
        SpanChecks.Holds(residual.Length, residual.IsEmpty ? 0 : (long)samples * shape.OutputSize, nameof(residual));
        SpanChecks.Holds(y.Length, (long)samples * shape.OutputSize, nameof(y));
        fixed (float* px = x, pp = packed, pb = bias, pr = residual, py = y)
        {
            SimdLevels.Run(SimdLevels.Best, new WinogradForward(shape, samples, px, pp, pb, pr, activation == FusedActivation.ReLU, py));
        }
    }

    /// <summary>y = the largest of each 2×2 windows side by side of <see cref="Convolution.Forward"/>, plus the bias of each filter, activated.</summary>
    /// <param name="shape">The sizes of one sample.</param>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="x">At least samples · <see cref="Conv2DShape.InputSize"/> values.</param>
    /// <param name="packed">What <c>Pack</c> made.</param>
    /// <param name="bias">One value a filter; empty for none.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="y">At least samples · filters · (output height / 2) · (output width / 2) values, overwritten.</param>
    /// <exception cref="ArgumentException">A size makes no sense or does not fit its span; nothing was written.</exception>
    public static void ForwardPooled(
        in Conv2DShape shape, int samples, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, FusedActivation activation, Span<float> y)
    {
        Check(shape);
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        SpanChecks.Holds(x.Length, (long)samples * shape.InputSize, nameof(x));
        SpanChecks.Holds(packed.Length, PackedSize(shape), nameof(packed));
        SpanChecks.Holds(bias.Length, bias.IsEmpty ? 0 : shape.Filters, nameof(bias));
        SpanChecks.Holds(y.Length, (long)samples * shape.Filters * (shape.OutputHeight / 2) * (shape.OutputWidth / 2), nameof(y));
        fixed (float* px = x, pp = packed, pb = bias, py = y)
        {
            SimdLevels.Run(
                SimdLevels.Best, new WinogradForward(shape, samples, px, pp, pb, null, activation == FusedActivation.ReLU, py, pool: true));
        }
    }

    /// <summary>dx = <see cref="Convolution.InputGradient"/>: a convolution of dy with each kernel turned by 180°.</summary>
    /// <param name="shape">The sizes of one sample; paddings of 2 at most.</param>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="dy">At least samples · <see cref="Conv2DShape.OutputSize"/> values.</param>
    /// <param name="packed">What <see cref="PackGradient"/> made.</param>
    /// <param name="dx">At least samples · <see cref="Conv2DShape.InputSize"/> values, overwritten.</param>
    /// <exception cref="ArgumentException">A size makes no sense or does not fit its span; nothing was written.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void InputGradient(in Conv2DShape shape, int samples, ReadOnlySpan<float> dy, ReadOnlySpan<float> packed, Span<float> dx)
    {
        Check(shape);
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        SpanChecks.Holds(dy.Length, (long)samples * shape.OutputSize, nameof(dy));
        SpanChecks.Holds(packed.Length, PackedGradientSize(shape), nameof(packed));
        SpanChecks.Holds(dx.Length, (long)samples * shape.InputSize, nameof(dx));
        fixed (float* pdy = dy, pp = packed, pdx = dx)
        {
            SimdLevels.Run(SimdLevels.Best, new WinogradForward(Gradient(shape), samples, pdy, pp, null, null, relu: false, pdx));
        }
    }

    // The convolution that leads from dy to dx: as wide a padding as its 3×3 windows need to meet each input in all places.
    private static Conv2DShape Gradient(in Conv2DShape shape) => new(
        shape.Filters, shape.OutputHeight, shape.OutputWidth, shape.Channels, 3, 3,
        PaddingHeight: 2 - shape.PaddingHeight, PaddingWidth: 2 - shape.PaddingWidth);

    private static void Check(in Conv2DShape shape)
    {
        shape.Check(nameof(shape));
        if (!WinogradTiles.Fit(shape))
        {
            throw new ArgumentException("Winograd's tiles are for 3×3 kernels without stride, dilation, groups and wide padding.", nameof(shape));
        }
    }
}
