using ILGPU;

namespace CompiledNets.Accelerated;

// What needs double on its way to a float: correct to about 2⁻⁵⁰, so that the rounded result is the CPU's almost always. Devices have no
// library for these without ILGPU.Algorithms.
internal static partial class DeviceMath
{
    // The nearest whole number, for |x| < 2⁵¹.
    private const double DoubleShift = 6755399441055744.0;

    /// <summary>eˣ for results that floats can hold: 0 or infinite after rounding to float outside of them.</summary>
    internal static double DoubleExp(double x)
    {
        const double Ln2High = 6.93147180369123816490e-01, Ln2Low = 1.90821492927058770002e-10;

        // x = n·ln2 + r with |r| ≤ ln2/2; eʳ by Taylor's series up to r¹³/13!, whose rest is below 2⁻⁵⁶.
        double bounded = x < -110.0 ? -110.0 : x > 90.0 ? 90.0 : x;
        double n = bounded * 1.44269504088896340736 + DoubleShift - DoubleShift, r = bounded - n * Ln2High - n * Ln2Low;
        double p = r / 6227020800.0 + 1.0 / 479001600.0;
        p = p * r + 1.0 / 39916800.0;
        p = p * r + 1.0 / 3628800.0;
        p = p * r + 1.0 / 362880.0;
        p = p * r + 1.0 / 40320.0;
        p = p * r + 1.0 / 5040.0;
        p = p * r + 1.0 / 720.0;
        p = p * r + 1.0 / 120.0;
        p = p * r + 1.0 / 24.0;
        p = p * r + 1.0 / 6.0;
        p = p * r + 0.5;
        p = p * r + 1.0;
        p = p * r + 1.0;
        int exponent = (int)n, half = exponent >> 1;
        return p * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    /// <summary>ln x of a float that is not negative; -∞ at 0.</summary>
    internal static double DoubleLog(float x)
    {
        const int RootOfHalf = 0x3F3504F3;
        const float LeastNormal = 1.17549435e-38f, TwoTo23 = 8388608f;

        // x = m·2ⁿ with m from √½ to √2; ln m = 2·artanh s = 2·(s + s³/3 + s⁵/5 + …) with s = (m - 1)/(m + 1), |s| < 0.172.
        bool isSmall = x < LeastNormal;
        int bits = (int)Interop.FloatAsInt(isSmall ? x * TwoTo23 : x);
        int exponent = (bits - RootOfHalf) >> 23;
        double m = Interop.IntAsFloat((uint)(bits - (exponent << 23))), s = (m - 1.0) / (m + 1.0), square = s * s;
        double p = square / 21.0 + 1.0 / 19.0;
        p = p * square + 1.0 / 17.0;
        p = p * square + 1.0 / 15.0;
        p = p * square + 1.0 / 13.0;
        p = p * square + 1.0 / 11.0;
        p = p * square + 1.0 / 9.0;
        p = p * square + 1.0 / 7.0;
        p = p * square + 1.0 / 5.0;
        p = p * square + 1.0 / 3.0;
        double log = (exponent - (isSmall ? 23 : 0)) * 0.693147180559945309417 + 2.0 * (s + s * square * p);
        return x == 0f ? double.NegativeInfinity : x < float.PositiveInfinity ? log : x;
    }

    /// <summary>sin x for 0 ≤ x &lt; 10⁶.</summary>
    internal static float Sin(double x)
    {
        double quarters = Quarters(x);
        return Quadrant((int)quarters, Remainder(x, quarters));
    }

    /// <summary>cos x = sin(x + π/2) for 0 ≤ x &lt; 10⁶.</summary>
    internal static float Cos(double x)
    {
        double quarters = Quarters(x);
        return Quadrant((int)quarters + 1, Remainder(x, quarters));
    }

    // x in quarters of a turn, to the nearest one.
    private static double Quarters(double x) => x * 0.636619772367581343076 + DoubleShift - DoubleShift;

    // What remains, in [-π/4, π/4]: π/2 in two parts, the first of 33 bits, so that its product is exact.
    private static double Remainder(double x, double quarters) =>
        x - quarters * 1.57079632673412561417 - quarters * 6.07710050650619224932e-11;

    // sin(quarter·π/2 + r)
    private static float Quadrant(int quarter, double r)
    {
        double square = r * r;
        double sine = r + r * square * SineTail(square), cosine = 1.0 - square * 0.5 + square * square * CosineTail(square);
        double value = (quarter & 1) == 0 ? sine : cosine;
        return (float)((quarter & 2) == 0 ? value : -value);
    }

    // (sin r - r)/r³ in r²
    private static double SineTail(double square)
    {
        double p = square / 355687428096000.0 - 1.0 / 1307674368000.0;
        p = p * square + 1.0 / 6227020800.0;
        p = p * square - 1.0 / 39916800.0;
        p = p * square + 1.0 / 362880.0;
        p = p * square - 1.0 / 5040.0;
        p = p * square + 1.0 / 120.0;
        return p * square - 1.0 / 6.0;
    }

    // (cos r - 1 + r²/2)/r⁴ in r²
    private static double CosineTail(double square)
    {
        double p = square / 20922789888000.0 - 1.0 / 87178291200.0;
        p = p * square + 1.0 / 479001600.0;
        p = p * square - 1.0 / 3628800.0;
        p = p * square + 1.0 / 40320.0;
        p = p * square - 1.0 / 720.0;
        return p * square + 1.0 / 24.0;
    }
}
