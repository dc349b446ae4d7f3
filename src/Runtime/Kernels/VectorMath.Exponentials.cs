using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

// Exponentials and logarithms. Polynomials: S. L. Moshier, Cephes mathematical library 2.2 (1992), expf.c and logf.c.
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
        Vector<float> n = Vector.Round(x * 1.44269504f);
        Vector<float> r = MultiplyAdd(n, new Vector<float>(-Ln2High), x);
        r = MultiplyAdd(n, new Vector<float>(-Ln2Low), r);
        Vector<float> power = ExpMinusOneNearZero(r) + Vector<float>.One;

        // 2ⁿ in two factors, because n runs over [-150, 128] and an exponent only over [-126, 127].
        Vector<int> exponent = Vector.ConvertToInt32Native(n);
        Vector<int> half = exponent >> 1;
        return power * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    /// <summary>eˣ - 1 without cancellation near zero; at most 4 ulp off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ExpMinusOne(Vector<float> x) =>
        Where(Vector.LessThan(Vector.Abs(x), new Vector<float>(0.34657359f)), ExpMinusOneNearZero(x), Exp(x) - Vector<float>.One);

    /// <summary>ln x; at most 1 ulp off. -∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log(Vector<float> x)
    {
        // A subnormal is scaled by 2²³ first. Then x = 2ᵉ·(1 + f) with 1 + f in [√½, √2).
        Vector<int> subnormal = Vector.LessThan(x, new Vector<float>(1.17549435e-38f));
        Vector<int> bits = Vector.AsVectorInt32(Where(subnormal, x * 8388608f, x));
        Vector<int> exponent = (bits - new Vector<int>(0x3F3504F3)) >> 23;
        Vector<float> f = Vector.AsVectorSingle(bits - (exponent << 23)) - Vector<float>.One;
        Vector<float> e = Vector.ConvertToSingle(exponent + (subnormal & new Vector<int>(-23)));

        Vector<float> p = MultiplyAdd(new Vector<float>(7.0376836292e-2f), f, -1.1514610310e-1f);
        p = MultiplyAdd(p, f, 1.1676998740e-1f);
        p = MultiplyAdd(p, f, -1.2420140846e-1f);
        p = MultiplyAdd(p, f, 1.4249322787e-1f);
        p = MultiplyAdd(p, f, -1.6668057665e-1f);
        p = MultiplyAdd(p, f, 2.0000714765e-1f);
        p = MultiplyAdd(p, f, -2.4999993993e-1f);
        p = MultiplyAdd(p, f, 3.3333331174e-1f);

        // ln(1 + f) = f - f²/2 + f³·p(f)
        Vector<float> square = f * f;
        Vector<float> low = MultiplyAdd(e, new Vector<float>(Ln2Low), p * f * square);
        low = MultiplyAdd(new Vector<float>(-0.5f), square, low);
        Vector<float> log = MultiplyAdd(e, new Vector<float>(Ln2High), f + low);

        Vector<float> infinity = new(float.PositiveInfinity);
        Vector<float> notPositive = Where(Vector.Equals(x, Vector<float>.Zero), -infinity, new Vector<float>(float.NaN));
        return Where(Vector.LessThan(x, infinity) & Vector.GreaterThan(x, Vector<float>.Zero), log,
            Where(Vector.Equals(x, infinity), infinity, notPositive));
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
    public static Vector<float> Softplus(Vector<float> x) =>
        Relu(x) + LogOnePlus(Exp(-Vector.Abs(x)));

    /// <summary>ln σ(x) = -softplus(-x).</summary>
    public static Vector<float> LogSigmoid(Vector<float> x) => -Softplus(-x);

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> PowerOfTwo(Vector<int> exponent) =>
        Vector.AsVectorSingle((exponent + new Vector<int>(127)) << 23);
}
