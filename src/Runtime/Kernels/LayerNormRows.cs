using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>One row of <see cref="LayerNorm"/>, of whole registers: it is passed several times while it is in the first-level cache.</summary>
internal static unsafe class LayerNormRows<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Whether rows are runs of whole registers.</summary>
    public static bool Fit(int width) => width % TSimd.Lanes == 0;

    /// <summary>y = scale·x̂ + shift; null for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Normalise(int width, float* x, float* scale, float* shift, float eps, float* y)
    {
        Moments(x, width, eps, out TVector center, out float inverse);
        TVector spread = TSimd.Create(inverse), one = TSimd.Create(1);
        for (nint i = 0; i < width; i += TSimd.Lanes)
        {
            TVector normal = TSimd.Multiply(TSimd.Subtract(TSimd.Load(x + i), center), spread);
            TSimd.Store(y + i, TSimd.MultiplyAdd(normal, scale == null ? one : TSimd.Load(scale + i), shift == null ? default : TSimd.Load(shift + i)));
        }
    }

    /// <summary>dx = (g - mean g - x̂·mean(g·x̂))/√(variance + eps) + residual with g = scale·dy; a scale of null is one, a residual of null zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InputGradient(int width, float* x, float* scale, float* dy, float* residual, float eps, float* dx)
    {
        Moments(x, width, eps, out TVector center, out float inverse);
        TVector one = TSimd.Create(1), sum = default, products = default;
        for (nint i = 0; i < width; i += TSimd.Lanes)
        {
            TVector g = TSimd.Multiply(TSimd.Load(dy + i), scale == null ? one : TSimd.Load(scale + i));
            sum = TSimd.Add(sum, g);
            products = TSimd.MultiplyAdd(g, TSimd.Subtract(TSimd.Load(x + i), center), products);
        }

        // dx = g/σ - (mean g)/σ - (x - mean)·mean(g·(x - mean))/σ³
        float mean = inverse / width;
        TVector spread = TSimd.Create(inverse), level = TSimd.Create(-mean * TSimd.Sum(sum));
        TVector slope = TSimd.Create(-mean * inverse * TSimd.Sum(products) * inverse);
        for (nint i = 0; i < width; i += TSimd.Lanes)
        {
            TVector g = TSimd.Multiply(TSimd.Load(dy + i), scale == null ? one : TSimd.Load(scale + i));
            TVector d = TSimd.MultiplyAdd(g, spread, TSimd.MultiplyAdd(TSimd.Subtract(TSimd.Load(x + i), center), slope, level));
            TSimd.Store(dx + i, residual == null ? d : TSimd.Add(d, TSimd.Load(residual + i)));
        }
    }

    /// <summary>scales += dy·x̂ and shifts += dy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddParameterGradients(int width, float* x, float* dy, float eps, float* scales, float* shifts)
    {
        Moments(x, width, eps, out TVector center, out float inverse);
        TVector spread = TSimd.Create(inverse);
        for (nint i = 0; i < width; i += TSimd.Lanes)
        {
            TVector d = TSimd.Load(dy + i), normal = TSimd.Multiply(TSimd.Subtract(TSimd.Load(x + i), center), spread);
            TSimd.Store(scales + i, TSimd.MultiplyAdd(d, normal, TSimd.Load(scales + i)));
            TSimd.Store(shifts + i, TSimd.Add(d, TSimd.Load(shifts + i)));
        }
    }

    // The mean, and 1/√(variance + eps).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Moments(float* x, int width, float eps, out TVector center, out float inverse)
    {
        nint lanes = TSimd.Lanes, i = 0;
        TVector a = default, b = default;
        for (; i + 2 * lanes <= width; i += 2 * lanes)
        {
            a = TSimd.Add(a, TSimd.Load(x + i));
            b = TSimd.Add(b, TSimd.Load(x + i + lanes));
        }

        a = i < width ? TSimd.Add(a, TSimd.Load(x + i)) : a;
        float mean = TSimd.Sum(TSimd.Add(a, b)) / width;

        TVector first = TSimd.Create(mean), squares = default;
        a = default;
        for (i = 0; i < width; i += lanes)
        {
            TVector deviation = TSimd.Subtract(TSimd.Load(x + i), first);
            a = TSimd.Add(a, deviation);
            squares = TSimd.MultiplyAdd(deviation, deviation, squares);
        }

        // What rounding left of the mean is corrected: Σ(x - m)²/n - (Σ(x - m)/n)² is the variance for any m.
        float correction = TSimd.Sum(a) / width, variance = TSimd.Sum(squares) / width - correction * correction;
        center = TSimd.Create(mean + correction);
        inverse = 1f / MathF.Sqrt(MathF.Max(variance, 0f) + eps);
    }
}
