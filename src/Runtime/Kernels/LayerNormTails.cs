using System.Numerics;

namespace CompiledNets.Kernels;

/// <summary>One row of <see cref="LayerNorm"/>, of any width.</summary>
internal static class LayerNormTails
{
    /// <summary>y = scale·x̂ + shift; empty for none.</summary>
    public static void Normalise(ReadOnlySpan<float> x, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, float eps, Span<float> y)
    {
        (float mean, float inverse) = Moments(x, eps);
        for (int i = 0; i < x.Length; i += Lanes.Count)
        {
            Vector<float> result = (Lanes.Load(x, i) - Lanes.Splat(mean)) * Lanes.Splat(inverse);
            result = scale.IsEmpty ? result : result * Lanes.Load(scale, i);
            Lanes.Store(y, i, shift.IsEmpty ? result : result + Lanes.Load(shift, i));
        }
    }

    /// <summary>dx = (g - mean g - x̂·mean(g·x̂))/√(variance + eps) + residual with g = scale·dy; an empty scale is one, an empty residual zero.</summary>
    public static void InputGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> scale, ReadOnlySpan<float> dy, ReadOnlySpan<float> residual, float eps, Span<float> dx)
    {
        (float mean, float inverse) = Moments(x, eps);
        Vector<float> center = new(mean), spread = new(inverse), sum = default, sumNormal = default;
        for (int i = 0; i < x.Length; i += Lanes.Count)
        {
            // Past the row's end g is zero, whatever x̂ is there.
            Vector<float> g = Scaled(dy, scale, i);
            sum += g;
            sumNormal += g * (Lanes.Load(x, i) - center) * spread;
        }

        Vector<float> meanG = new(Lanes.Sum(sum) / x.Length), meanNormal = new(Lanes.Sum(sumNormal) / x.Length);
        for (int i = 0; i < x.Length; i += Lanes.Count)
        {
            Vector<float> normal = (Lanes.Load(x, i) - center) * spread;
            Vector<float> d = (Scaled(dy, scale, i) - meanG - normal * meanNormal) * spread;
            Lanes.Store(dx, i, residual.IsEmpty ? d : d + Lanes.Load(residual, i));
        }
    }

    /// <summary>scales += dy·x̂ and shifts += dy.</summary>
    public static void AddParameterGradients(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, float eps, Span<float> scales, Span<float> shifts)
    {
        (float mean, float inverse) = Moments(x, eps);
        for (int i = 0; i < x.Length; i += Lanes.Count)
        {
            Vector<float> d = Lanes.Load(dy, i);
            Lanes.Add(scales, i, d * (Lanes.Load(x, i) - Lanes.Splat(mean)) * Lanes.Splat(inverse));
            Lanes.Add(shifts, i, d);
        }
    }

    private static Vector<float> Scaled(ReadOnlySpan<float> dy, ReadOnlySpan<float> scale, int i) =>
        scale.IsEmpty ? Lanes.Load(dy, i) : Lanes.Load(dy, i) * Lanes.Load(scale, i);

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
