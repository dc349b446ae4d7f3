using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

// The error function. Both polynomials are minimax fits (Remez exchange in double): erf(x)/x in x² on [0, 0.95] to 2.2e-8
// relative, and ln erfc(t) on [0.92, 5] to 1.3e-9 of erfc.
public static partial class VectorMath
{
    private const float NearZero = 0.95f;

    /// <summary>erf x; at most 2 ulp off.</summary>
    public static Vector<float> Erf(Vector<float> x)
    {
        Vector<float> magnitude = Vector.Abs(x);
        return Where(Vector.LessThan(magnitude, new Vector<float>(NearZero)),
            ErfNearZero(x), Vector.CopySign(Vector<float>.One - ErfcAwayFromZero(magnitude), x));
    }

    // Φ(x), and e^(-x²/2), which φ(x) is but for its factor. Φ(-|x|) = e^(-x²/2)·k·P(k) with k = 1/(1 + 0.44|x|): the form of C. Hastings,
    // Approximations for digital computers (1955), with two terms more; P is a minimax fit, by which Φ is off by 2.7e-9 at most.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> NormalDistribution(Vector<float> x, out Vector<float> exponential)
    {
        Vector<float> magnitude = Vector.Abs(x);
        Vector<float> k = Vector<float>.One / MultiplyAdd(magnitude, new Vector<float>(0.44f), Vector<float>.One);
        Vector<float> p = MultiplyAdd(new Vector<float>(-0.0337200467f), k, 0.203479429f);
        p = MultiplyAdd(p, k, -0.468148086f);
        p = MultiplyAdd(p, k, 0.419358046f);
        p = MultiplyAdd(p, k, -0.000226782236f);
        p = MultiplyAdd(p, k, 0.20658222f);
        p = MultiplyAdd(p, k, 0.172675224f);

        // Beyond 13 it is less than 1e-36 and taken as zero: so its power of two is a normal number.
        Vector<float> y = x * x * -0.5f, n = Vector.Round(y * 1.44269504f);
        Vector<float> r = MultiplyAdd(n, new Vector<float>(-Ln2Low), MultiplyAdd(n, new Vector<float>(-Ln2High), y));
        Vector<float> power = (ExpMinusOneNearZero(r) + Vector<float>.One) * PowerOfTwo(Vector.ConvertToInt32Native(n));
        exponential = Where(Vector.LessThan(magnitude, new Vector<float>(13f)), power, Vector<float>.Zero);
        Vector<float> tail = exponential * (p * k);
        return Where(Vector.LessThan(x, Vector<float>.Zero), tail, Vector<float>.One - tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ErfNearZero(Vector<float> x)
    {
        Vector<float> square = x * x;
        Vector<float> p = MultiplyAdd(new Vector<float>(-5.86208247e-4f), square, 4.96750697e-3f);
        p = MultiplyAdd(p, square, -2.6748864e-2f);
        p = MultiplyAdd(p, square, 1.12813205e-1f);
        p = MultiplyAdd(p, square, -3.76124471e-1f);
        return MultiplyAdd(x, MultiplyAdd(p, square, 0.12837911f), x);
    }

    // e^q(t); beyond t = 5 erfc is less than 1.6e-12 and taken as zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ErfcAwayFromZero(Vector<float> t)
    {
        Vector<float> q = MultiplyAdd(new Vector<float>(1.3203213e-6f), t, -3.98763586e-5f);
        q = MultiplyAdd(q, t, 5.46021038e-4f);
        q = MultiplyAdd(q, t, -4.53088107e-3f);
        q = MultiplyAdd(q, t, 2.58050617e-2f);
        q = MultiplyAdd(q, t, -1.09065004e-1f);
        q = MultiplyAdd(q, t, -6.32825434e-1f);
        q = MultiplyAdd(q, t, -1.12969506f);
        q = MultiplyAdd(q, t, 1.98312016e-4f);
        return Where(Vector.GreaterThan(t, new Vector<float>(5f)), Vector<float>.Zero, Exp(q));
    }
}
