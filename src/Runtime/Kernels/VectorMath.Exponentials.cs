using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledNets.Kernels;

// Exponentials and logarithms. The polynomials are from S. L. Moshier, Cephes mathematical library 2.2 (1992), expf.c and logf.c:
// Vector.Exp is more accurate, but goes through double and takes half as long again, and .NET 9 computes Vector.Log and Vector.Round
// lane by lane.
public static partial class VectorMath
{
    // ln 2 in two parts: the first has 9 significant bits, so that its product with an exponent is exact.
    private const float Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f;

    /// <summary>eˣ; at most 2 ulp off, subnormal results too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> x)
    {
        // x = n·ln2 + r with |r| ≤ ln2/2, so eˣ = 2ⁿ·eʳ. Outside the bounds the result is 0 or infinite anyway.
        x = Bounded(x, -104f, 89f);
        Vector<float> n = Nearest(x * 1.44269504f);
        Vector<float> r = MultiplyAdd(n, new Vector<float>(-Ln2High), x);
        r = MultiplyAdd(n, new Vector<float>(-Ln2Low), r);
        Vector<float> power = ExpMinusOneNearZero(r) + Vector<float>.One;
        if (Vector<float>.Count == 8 && Avx512F.VL.IsSupported)
        {
            return Avx512F.VL.Scale(power.AsVector256(), n.AsVector256()).AsVector();
        }

        // 2ⁿ in two factors, because n runs over [-150, 128] and an exponent only over [-126, 127].
        Vector<int> exponent = Vector.ConvertToInt32Native(n);
        Vector<int> half = exponent >> 1;
        return power * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    /// <summary>eˣ - 1 without cancellation near zero; at most 4 ulp off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ExpMinusOne(Vector<float> x) =>
        Where(Vector.LessThan(Vector.Abs(x), new Vector<float>(0.34657359f)), ExpMinusOneNearZero(x), Exp(x) - Vector<float>.One);

    /// <summary>ln x; at most 2 ulp off. -∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log(Vector<float> x)
    {
        const int RootOfHalf = 0x3F3504F3;
        const float LeastNormal = 1.17549435e-38f, TwoTo23 = 8388608f;

        // x = m·2ⁿ with m from √½ to √2, so ln x = ln m + n·ln2. A subnormal number is made a normal one first.
        Vector<int> isSmall = Vector.LessThan(x, new Vector<float>(LeastNormal));
        Vector<int> bits = Vector.AsVectorInt32(Where(isSmall, x * TwoTo23, x));
        Vector<int> exponent = (bits - new Vector<int>(RootOfHalf)) >> 23;
        Vector<float> n = Vector.ConvertToSingle(exponent) - (Vector.AsVectorSingle(isSmall) & new Vector<float>(23f));
        Vector<float> f = Vector.AsVectorSingle(bits - (exponent << 23)) - Vector<float>.One, square = f * f;
        Vector<float> log = MultiplyAdd(LogTail(f), f * square, n * Ln2Low);
        log = MultiplyAdd(new Vector<float>(-0.5f), square, log) + f;
        log = MultiplyAdd(n, new Vector<float>(Ln2High), log);
        log = Where(Vector.LessThan(x, new Vector<float>(float.PositiveInfinity)), log, x);
        log = Where(Vector.LessThan(x, Vector<float>.Zero), new Vector<float>(float.NaN), log);
        return Where(Vector.Equals(x, Vector<float>.Zero), new Vector<float>(float.NegativeInfinity), log);
    }

    /// <summary>ln(1 + x) without cancellation near zero; at most 2 ulp off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> LogOnePlus(Vector<float> x)
    {
        // With w = 1 + x rounded: ln(1 + x) = ln w + (x - (w - 1))/w, the second term being what rounding lost.
        Vector<float> w = Vector<float>.One + x;
        Vector<float> log = Log(w);
        Vector<float> lost = (x - (w - Vector<float>.One)) / w;
        return Where(Vector.Equals(lost, lost), log + lost, log);
    }

    /// <summary>ln(1 + eˣ) as max(x, 0) + ln(1 + e^-|x|), which cannot overflow; at most 3 ulp off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Softplus(Vector<float> x) => Relu(x) + LogOnePlusFraction(Exp(-Vector.Abs(x)));

    /// <summary>ln σ(x) = -softplus(-x).</summary>
    public static Vector<float> LogSigmoid(Vector<float> x) => -Softplus(-x);

    // ln(1 + e) for e from 0 to 1, as 2·artanh(s) = 2s + 2s³·p(s²) with s = e/(2 + e), and 2s = e - e·s, so that e comes in unrounded.
    // p is a Chebyshev fit of (artanh(s)/s - 1)/s² for s up to 1/3: off by 8e-9 of the logarithm.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> LogOnePlusFraction(Vector<float> e)
    {
        Vector<float> s = e / (e + new Vector<float>(2f)), square = s * s;
        Vector<float> p = MultiplyAdd(new Vector<float>(1.401771605e-1f), square, 1.400341094e-1f);
        p = MultiplyAdd(p, square, 2.001017034e-1f);
        p = MultiplyAdd(p, square, 3.333323002e-1f);
        return MultiplyAdd(s, MultiplyAdd(square + square, p, -e), e);
    }

    // (ln(1 + f) - f + f²/2)/f³
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> LogTail(Vector<float> f)
    {
        Vector<float> p = MultiplyAdd(new Vector<float>(7.0376836292e-2f), f, -1.1514610310e-1f);
        p = MultiplyAdd(p, f, 1.1676998740e-1f);
        p = MultiplyAdd(p, f, -1.2420140846e-1f);
        p = MultiplyAdd(p, f, 1.4249322787e-1f);
        p = MultiplyAdd(p, f, -1.6668057665e-1f);
        p = MultiplyAdd(p, f, 2.0000714765e-1f);
        p = MultiplyAdd(p, f, -2.4999993993e-1f);
        return MultiplyAdd(p, f, 3.3333331174e-1f);
    }

    // eʳ - 1 = r + r²·p(r) for |r| ≤ ln2/2
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ExpMinusOneNearZero(Vector<float> r)
    {
        Vector<float> p = MultiplyAdd(new Vector<float>(1.9875691500e-4f), r, 1.3981999507e-3f);
        p = MultiplyAdd(p, r, 8.3334519073e-3f);
        p = MultiplyAdd(p, r, 4.1665795894e-2f);
        p = MultiplyAdd(p, r, 1.6666665459e-1f);
        p = MultiplyAdd(p, r, 5.0000001201e-1f);
        return MultiplyAdd(p, r * r, r);
    }

    // The nearest whole number, the even one of two, for |x| < 2²²: beyond 2²³ floats have no fractions.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Nearest(Vector<float> x)
    {
        Vector<float> shift = new(12582912f);
        return x + shift - shift;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> PowerOfTwo(Vector<int> exponent) =>
        Vector.AsVectorSingle((exponent + new Vector<int>(127)) << 23);
}
