using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

// Exponentials and logarithms. The polynomial is from S. L. Moshier, Cephes mathematical library 2.2 (1992), expf.c:
// Vector.Exp is more accurate, but goes through double and takes half as long again.
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

    /// <summary>ln x; at most 2 ulp off. -∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log(Vector<float> x) => Vector.Log(x);

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
