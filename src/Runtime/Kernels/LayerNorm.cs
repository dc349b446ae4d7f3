using System.ComponentModel;
using System.Numerics;

namespace CompiledNets.Kernels;

/// <summary>Layer normalisation of rows (Ba et al. 2016): y = scale·x̂ + shift with x̂ = (x - mean)/√(variance + eps), the
/// variance biased. Scale and shift are rows too, or empty spans for none.</summary>
/// <remarks>Row statistics take two passes, so large means do not cancel; gradients compute them anew instead of keeping them.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class LayerNorm
{
    /// <summary>y[r, :] = scale·x̂[r, :] + shift; y may be x.</summary>
    public static void Forward(
        int rows, int width, ReadOnlySpan<float> x, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, float eps, Span<float> y)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> values = x.Slice(row * width, width);
            Span<float> results = y.Slice(row * width, width);
            (float mean, float inverse) = Moments(values, eps);
            for (int i = 0; i < width; i += Lanes.Count)
            {
                Vector<float> result = (Lanes.Load(values, i) - Lanes.Splat(mean)) * Lanes.Splat(inverse);
                result = scale.IsEmpty ? result : result * Lanes.Load(scale, i, width);
                Lanes.Store(results, i, shift.IsEmpty ? result : result + Lanes.Load(shift, i, width));
            }
        }
    }

    /// <summary>dx = (g - mean g - x̂·mean(g·x̂))/√(variance + eps) for each row, with g = scale·dy; dx may be dy.</summary>
    public static void InputGradient(
        int rows, int width, ReadOnlySpan<float> x, ReadOnlySpan<float> scale, ReadOnlySpan<float> dy, float eps, Span<float> dx)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> values = x.Slice(row * width, width), dRow = dy.Slice(row * width, width);
            (float mean, float inverse) = Moments(values, eps);
            Vector<float> center = new(mean), spread = new(inverse), sum = default, sumNormal = default;
            for (int i = 0; i < width; i += Lanes.Count)
            {
                // Past the row's end g is zero, whatever x̂ is there.
                Vector<float> g = Scaled(dRow, scale, i, width);
                sum += g;
                sumNormal += g * (Lanes.Load(values, i) - center) * spread;
            }

            Vector<float> meanG = new(Lanes.Sum(sum) / width), meanNormal = new(Lanes.Sum(sumNormal) / width);
            Span<float> gradients = dx.Slice(row * width, width);
            for (int i = 0; i < width; i += Lanes.Count)
            {
                Vector<float> normal = (Lanes.Load(values, i) - center) * spread;
                Lanes.Store(gradients, i, (Scaled(dRow, scale, i, width) - meanG - normal * meanNormal) * spread);
            }
        }
    }

    private static Vector<float> Scaled(ReadOnlySpan<float> dy, ReadOnlySpan<float> scale, int i, int width) =>
        scale.IsEmpty ? Lanes.Load(dy, i, width) : Lanes.Load(dy, i, width) * Lanes.Load(scale, i, width);

    // The mean, and 1/√(variance + eps).
    private static (float Mean, float Inverse) Moments(ReadOnlySpan<float> x, float eps)
    {
        float mean = Sums.Row(x) / x.Length;
        (float deviations, float squares) = Sums.Deviations(x, mean);

        // What rounding left of the mean is corrected: Σ(x - m)²/n - (Σ(x - m)/n)² is the variance for any m.
        float correction = deviations / x.Length;
        return (mean + correction, 1f / MathF.Sqrt(MathF.Max(squares / x.Length - correction * correction, 0f) + eps));
    }
}
