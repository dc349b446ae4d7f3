using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>Layer normalisation of rows (Ba et al. 2016): y = scale·x̂ + shift with x̂ = (x - mean)/√(variance + eps), the
/// variance biased. Scale and shift are rows too, or empty spans for none.</summary>
/// <remarks>Row statistics take two passes, so large means do not cancel; gradients compute them anew instead of keeping them.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class LayerNorm
{
    private const int WidestVector = 16;

    /// <summary>y[r, :] = scale·x̂[r, :] + shift; y may be x.</summary>
    public static void Forward(
        int rows, int width, ReadOnlySpan<float> x, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, float eps, Span<float> y)
    {
        long count = Count(rows, width);
        SpanChecks.Holds(x.Length, count, nameof(x));
        SpanChecks.Holds(scale.Length, scale.IsEmpty ? 0 : width, nameof(scale));
        SpanChecks.Holds(shift.Length, shift.IsEmpty ? 0 : width, nameof(shift));
        SpanChecks.Holds(y.Length, count, nameof(y));
        fixed (float* px = x, factors = scale, summands = shift, py = y)
        {
            SimdLevels.Run(Level(width), new NormaliseRows(rows, width, px, factors, summands, eps, py));
        }
    }

    /// <summary>dx = (g - mean g - x̂·mean(g·x̂))/√(variance + eps) for each row, with g = scale·dy; dx may be dy.</summary>
    public static void InputGradient(
        int rows, int width, ReadOnlySpan<float> x, ReadOnlySpan<float> scale, ReadOnlySpan<float> dy, float eps, Span<float> dx)
    {
        long count = Count(rows, width);
        SpanChecks.Holds(x.Length, count, nameof(x));
        SpanChecks.Holds(scale.Length, scale.IsEmpty ? 0 : width, nameof(scale));
        SpanChecks.Holds(dy.Length, count, nameof(dy));
        SpanChecks.Holds(dx.Length, count, nameof(dx));
        fixed (float* px = x, factors = scale, pdy = dy, pdx = dx)
        {
            SimdLevels.Run(Level(width), new GradientRows(rows, width, px, factors, pdy, eps, pdx));
        }
    }

    private static long Count(int rows, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        return (long)rows * width;
    }

    // Rows of 8, 24 and 40 are whole registers too, if not the widest.
    private static SimdLevel Level(int width) => width % WidestVector == 0 ? SimdLevels.Best : SimdLevel.Avx2;

    private static Span<float> Row(float* values, int width) => values == null ? default : new Span<float>(values, width);

    private readonly struct NormaliseRows(int rows, int width, float* x, float* scale, float* shift, float eps, float* y) : ISimdAction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            bool fit = LayerNormRows<TSimd, TVector>.Fit(width);
            for (nint row = 0, at = 0; row < rows; row++, at += width)
            {
                if (fit)
                {
                    LayerNormRows<TSimd, TVector>.Normalise(width, x + at, scale, shift, eps, y + at);
                }
                else
                {
                    LayerNormTails.Normalise(Row(x + at, width), Row(scale, width), Row(shift, width), eps, Row(y + at, width));
                }
            }
        }
    }

    private readonly struct GradientRows(int rows, int width, float* x, float* scale, float* dy, float eps, float* dx) : ISimdAction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            bool fit = LayerNormRows<TSimd, TVector>.Fit(width);
            for (nint row = 0, at = 0; row < rows; row++, at += width)
            {
                if (fit)
                {
                    LayerNormRows<TSimd, TVector>.InputGradient(width, x + at, scale, dy + at, eps, dx + at);
                }
                else
                {
                    LayerNormTails.InputGradient(Row(x + at, width), Row(scale, width), Row(dy + at, width), eps, Row(dx + at, width));
                }
            }
        }
    }
}
