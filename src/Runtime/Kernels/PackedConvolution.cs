using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>Two-dimensional convolution of any shape over weights that were packed beforehand, straight from the image: no columns are
/// made of it.</summary>
/// <remarks>Samples are independent to the bit, and no result depends on the number of threads.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class PackedConvolution
{
    private const int Lanes = 16;

    /// <summary>Floats of a packed weight, at most: a group's filters fill vectors of 16.</summary>
    public static int PackedSize(in Conv2DShape shape) =>
        checked(shape.Groups * Pieces.Count(shape.GroupFilters, Lanes) * Lanes * shape.GroupChannels * shape.Taps);

    /// <inheritdoc cref="Pack(in Conv2DShape, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/>
    public static void Pack(in Conv2DShape shape, ReadOnlySpan<float> weight, Span<float> packed) => Pack(shape, weight, default, packed);

    /// <summary>Packs a weight.</summary>
    /// <param name="shape">The sizes of one sample.</param>
    /// <param name="weight">At least <see cref="Conv2DShape.WeightSize"/> values.</param>
    /// <param name="scale">A factor for each filter; empty for none.</param>
    /// <param name="packed">At least <see cref="PackedSize"/> values, overwritten.</param>
    /// <exception cref="ArgumentException">A size makes no sense or does not fit its span; nothing was written.</exception>
    public static void Pack(in Conv2DShape shape, ReadOnlySpan<float> weight, ReadOnlySpan<float> scale, Span<float> packed)
    {
        shape.Check(nameof(shape));
        SpanChecks.Holds(weight.Length, shape.WeightSize, nameof(weight));
        SpanChecks.Holds(scale.Length, scale.IsEmpty ? 0 : shape.Filters, nameof(scale));
        SpanChecks.Holds(packed.Length, PackedSize(shape), nameof(packed));
        fixed (float* pw = weight, ps = scale, pp = packed)
        {
            var weights = new DirectWeights { Shape = shape, Direct = new DirectShape(shape), Weight = pw, Scale = ps, Packed = pp };
            WorkPool.Run(ref weights, weights.PieceCount);
        }
    }

    /// <summary>Floats of a weight that is packed for <see cref="InputGradient"/>.</summary>
    public static int PackedGradientSize(in Conv2DShape shape) => PackedSize(Gradient(shape));

    /// <summary>Packs a weight for <see cref="InputGradient"/>.</summary>
    /// <param name="shape">The sizes of one sample: neither stride, dilation nor groups, and paddings smaller than the kernel.</param>
    /// <param name="weight">At least <see cref="Conv2DShape.WeightSize"/> values.</param>
    /// <param name="packed">At least <see cref="PackedGradientSize"/> values, overwritten.</param>
    /// <exception cref="ArgumentException">A size makes no sense or does not fit its span; nothing was written.</exception>
    public static void PackGradient(in Conv2DShape shape, ReadOnlySpan<float> weight, Span<float> packed)
    {
        CheckGradient(shape);
        SpanChecks.Holds(weight.Length, shape.WeightSize, nameof(weight));
        SpanChecks.Holds(packed.Length, PackedGradientSize(shape), nameof(packed));
        Conv2DShape gradient = Gradient(shape);
        fixed (float* pw = weight, pp = packed)
        {
            var weights = new DirectWeights { Shape = gradient, Direct = new DirectShape(gradient), Weight = pw, Packed = pp, IsTurned = true };
            WorkPool.Run(ref weights, weights.PieceCount);
        }
    }

    /// <summary>dx = <see cref="Convolution.InputGradient"/>: a convolution of dy with each kernel turned by 180°.</summary>
    /// <param name="shape">The sizes of one sample, as for <see cref="PackGradient"/>.</param>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="dy">At least samples · <see cref="Conv2DShape.OutputSize"/> values.</param>
    /// <param name="packed">What <see cref="PackGradient"/> made.</param>
    /// <param name="dx">At least samples · <see cref="Conv2DShape.InputSize"/> values, overwritten.</param>
    /// <exception cref="ArgumentException">A size makes no sense or does not fit its span; nothing was written.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void InputGradient(in Conv2DShape shape, int samples, ReadOnlySpan<float> dy, ReadOnlySpan<float> packed, Span<float> dx)
    {
        CheckGradient(shape);
        Forward(Gradient(shape), samples, dy, packed, default, default, FusedActivation.None, dx);
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
        shape.Check(nameof(shape));
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        SpanChecks.Holds(x.Length, (long)samples * shape.InputSize, nameof(x));
        SpanChecks.Holds(packed.Length, PackedSize(shape), nameof(packed));
        SpanChecks.Holds(bias.Length, bias.IsEmpty ? 0 : shape.Filters, nameof(bias));
        SpanChecks.Holds(residual.Length, residual.IsEmpty ? 0 : (long)samples * shape.OutputSize, nameof(residual));
        SpanChecks.Holds(y.Length, (long)samples * shape.OutputSize, nameof(y));
        fixed (float* px = x, pp = packed, pb = bias, pr = residual, py = y)
        {
            SimdLevels.Run(SimdLevels.Best, new DirectForward(shape, samples, px, pp, pb, pr, activation == FusedActivation.ReLU, py));
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
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ForwardPooled(
        in Conv2DShape shape, int samples, ReadOnlySpan<float> x, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, FusedActivation activation, Span<float> y)
    {
        shape.Check(nameof(shape));
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        SpanChecks.Holds(x.Length, (long)samples * shape.InputSize, nameof(x));
        SpanChecks.Holds(packed.Length, PackedSize(shape), nameof(packed));
        SpanChecks.Holds(bias.Length, bias.IsEmpty ? 0 : shape.Filters, nameof(bias));
        SpanChecks.Holds(y.Length, (long)samples * shape.Filters * (shape.OutputHeight / 2) * (shape.OutputWidth / 2), nameof(y));
        if (shape.OutputHeight < 2)
        {
            return;
        }

        fixed (float* px = x, pp = packed, pb = bias, py = y)
        {
            SimdLevels.Run(
                SimdLevels.Best, new DirectForward(shape, samples, px, pp, pb, null, activation == FusedActivation.ReLU, py, pool: true));
        }
    }

    // The convolution that leads from dy to dx: as wide a padding as its windows need to meet each input in all places.
    private static Conv2DShape Gradient(in Conv2DShape shape) => new(
        shape.Filters, shape.OutputHeight, shape.OutputWidth, shape.Channels, shape.KernelHeight, shape.KernelWidth,
        PaddingHeight: shape.KernelHeight - 1 - shape.PaddingHeight, PaddingWidth: shape.KernelWidth - 1 - shape.PaddingWidth);

    private static void CheckGradient(in Conv2DShape shape)
    {
        shape.Check(nameof(shape));
        bool fits = shape is { StrideHeight: 1, StrideWidth: 1, DilationHeight: 1, DilationWidth: 1, Groups: 1 }
            && shape.PaddingHeight < shape.KernelHeight && shape.PaddingWidth < shape.KernelWidth;
        if (!fits)
        {
            throw new ArgumentException("Only convolutions without stride, dilation, groups and wide padding lead back as one.", nameof(shape));
        }
    }
}
