using ILGPU;

namespace CompiledNets.Accelerated;

// Exponentials and logarithms: VectorMath.Exponentials.cs, the polynomials from S. L. Moshier, Cephes mathematical library 2.2 (1992).
internal static partial class DeviceMath
{
    // ln 2 in two parts: the first has 9 significant bits, so that its product with an exponent is exact.
    private const float Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f;

    /// <summary>eˣ, subnormal results too.</summary>
    internal static float Exp(float x)
    {
        // x = n·ln2 + r with |r| ≤ ln2/2, so eˣ = 2ⁿ·eʳ. Outside the bounds the result is 0 or infinite anyway.
        float bounded = Bounded(x, -104f, 89f);
        float n = Nearest(bounded * 1.44269504f);
        float r = MultiplyAdd(n, -Ln2High, bounded);
        r = MultiplyAdd(n, -Ln2Low, r);
        float power = ExpMinusOneNearZero(r) + 1f;

        // 2ⁿ in two factors, because n runs over [-150, 128] and an exponent only over [-126, 127].
        int exponent = (int)n, half = exponent >> 1;
        return power * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    /// <summary>eˣ - 1 without cancellation near zero.</summary>
    internal static float ExpMinusOne(float x) => Abs(x) < 0.34657359f ? ExpMinusOneNearZero(x) : Exp(x) - 1f;

    /// <summary>ln x. -∞ at 0, NaN below.</summary>
    internal static float Log(float x)
    {
        const int RootOfHalf = 0x3F3504F3;
        const float LeastNormal = 1.17549435e-38f, TwoTo23 = 8388608f;

        // x = m·2ⁿ with m from √½ to √2, so ln x = ln m + n·ln2. A subnormal number is made a normal one first.
        bool isSmall = x < LeastNormal;
        int bits = (int)Interop.FloatAsInt(isSmall ? x * TwoTo23 : x);
        int exponent = (bits - RootOfHalf) >> 23;
        float n = exponent - (isSmall ? 23f : 0f);
        float f = Interop.IntAsFloat((uint)(bits - (exponent << 23))) - 1f, square = f * f;
        float log = MultiplyAdd(LogTail(f), f * square, n * Ln2Low);
        log = MultiplyAdd(-0.5f, square, log) + f;
        log = MultiplyAdd(n, Ln2High, log);
        log = x < float.PositiveInfinity ? log : x;
        log = x < 0f ? float.NaN : log;
        return x == 0f ? float.NegativeInfinity : log;
    }

    /// <summary>ln(1 + x) without cancellation near zero.</summary>
    internal static float LogOnePlus(float x)
    {
        // With w = 1 + x rounded: ln(1 + x) = ln w + (x - (w - 1))/w, the second term being what rounding lost.
        float w = 1f + x, log = Log(w), lost = (x - (w - 1f)) / w;
        return float.IsNaN(lost) ? log : log + lost;
    }

    /// <summary>ln(1 + eˣ) as max(x, 0) + ln(1 + e^-|x|), which cannot overflow.</summary>
    internal static float Softplus(float x) => Relu(x) + LogOnePlusFraction(Exp(-Abs(x)));

    // (ln(1 + f) - f + f²/2)/f³
    private static float LogTail(float f)
    {
        float p = MultiplyAdd(7.0376836292e-2f, f, -1.1514610310e-1f);
        p = MultiplyAdd(p, f, 1.1676998740e-1f);
        p = MultiplyAdd(p, f, -1.2420140846e-1f);
        p = MultiplyAdd(p, f, 1.4249322787e-1f);
        p = MultiplyAdd(p, f, -1.6668057665e-1f);
        p = MultiplyAdd(p, f, 2.0000714765e-1f);
        p = MultiplyAdd(p, f, -2.4999993993e-1f);
        return MultiplyAdd(p, f, 3.3333331174e-1f);
    }

    // eʳ - 1 = r + r²·p(r) for |r| ≤ ln2/2
    private static float ExpMinusOneNearZero(float r)
    {
        float p = MultiplyAdd(1.9875691500e-4f, r, 1.3981999507e-3f);
        p = MultiplyAdd(p, r, 8.3334519073e-3f);
        p = MultiplyAdd(p, r, 4.1665795894e-2f);
        p = MultiplyAdd(p, r, 1.6666665459e-1f);
        p = MultiplyAdd(p, r, 5.0000001201e-1f);
        return MultiplyAdd(p, r * r, r);
    }

    // ln(1 + e) for e from 0 to 1, as 2·artanh(s) = 2s + 2s³·p(s²) with s = e/(2 + e), and 2s = e - e·s: the host's fit.
    private static float LogOnePlusFraction(float e)
    {
        float s = e / (e + 2f), square = s * s;
        float p = ((1.401771605e-1f * square + 1.400341094e-1f) * square + 2.001017034e-1f) * square + 3.333323002e-1f;
        return s * ((square + square) * p - e) + e;
    }
}
