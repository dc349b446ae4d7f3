using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

// Gradients of scale and shift, over the whole batch.
public static unsafe partial class LayerNorm
{
    /// <summary>dScale += Σ dy·x̂ and dShift += Σ dy over all rows; either may be empty. For the entire batch: it uses all cores.</summary>
    public static void ParameterGradients(
        int rows, int width, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, float eps, Span<float> dScale, Span<float> dShift)
    {
        long count = Count(rows, width);
        SpanChecks.Holds(x.Length, count, nameof(x));
        SpanChecks.Holds(dy.Length, count, nameof(dy));
        SpanChecks.Holds(dScale.Length, dScale.IsEmpty ? 0 : width, nameof(dScale));
        SpanChecks.Holds(dShift.Length, dShift.IsEmpty ? 0 : width, nameof(dShift));
        if (rows == 0)
        {
            return;
        }

        fixed (float* px = x, pdy = dy)
        {
            ReadOnlySpan<float> sums = new RowSums<ParameterTerms>(rows, width, 2 * width, new ParameterTerms(width, px, pdy, eps)).Total();
            Sums.Add(dScale.IsEmpty ? default : sums[..width], dScale);
            Sums.Add(dShift.IsEmpty ? default : sums[width..], dShift);
        }
    }

    private readonly struct ParameterTerms(int width, float* x, float* dy, float eps) : IRowSums
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Add<TSimd, TVector>(int row, int rows, float* sums)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            bool fit = LayerNormRows<TSimd, TVector>.Fit(width);
            nint at = (nint)row * width;
            for (; rows > 0; rows--, at += width)
            {
                if (fit)
                {
                    LayerNormRows<TSimd, TVector>.AddParameterGradients(width, x + at, dy + at, eps, sums, sums + width);
                }
                else
                {
                    LayerNormTails.AddParameterGradients(Row(x + at, width), Row(dy + at, width), eps, Row(sums, width), Row(sums + width, width));
                }
            }
        }
    }
}
