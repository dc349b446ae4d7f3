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
