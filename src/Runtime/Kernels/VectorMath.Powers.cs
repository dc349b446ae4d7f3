using System.Numerics;

namespace CompiledNets.Kernels;

// Powers.
public static partial class VectorMath
{
    private const int LargestMultipliedExponent = 64;

    /// <summary>x to a constant power: integers up to 64 by multiplication, ±½ by the square root, all else as
    /// <see cref="Pow(Vector{float}, Vector{float})"/>.</summary>
    public static Vector<float> Pow(Vector<float> x, float exponent)
    {
        if (float.IsInteger(exponent) && MathF.Abs(exponent) <= LargestMultipliedExponent)
        {
            int integer = (int)exponent;
            return integer < 0 ? Power(Reciprocal(x), -integer) : Power(x, integer);
        }

        return exponent switch
        {
            0.5f => Sqrt(x),
            -0.5f => Reciprocal(Sqrt(x)),
            _ => Pow(x, new Vector<float>(exponent)),
        };
    }

    /// <summary>xʸ as C's <c>pow</c> defines it, except that NaN in either argument gives NaN; at most 2 ulp off.</summary>
    public static Vector<float> Pow(Vector<float> x, Vector<float> y)
    {
        // |x|ʸ = e^(y·ln|x|) in double: in float, y·ln|x| up to 88 would lose seven bits.
        Vector<float> magnitude = Vector.Abs(x);
        Vector.Widen(magnitude, out Vector<double> lowX, out Vector<double> highX);
        Vector.Widen(y, out Vector<double> lowY, out Vector<double> highY);
        Vector<float> power = Vector.Narrow(Vector.Exp(lowY * Vector.Log(lowX)), Vector.Exp(highY * Vector.Log(highX)));

        // 0·∞ in the exponent is a power of one: x⁰ and 1ʸ.
        power = Where(Vector.Equals(y, Vector<float>.Zero) | Vector.Equals(magnitude, Vector<float>.One), Vector<float>.One, power);

        // Negative x: the sign follows odd integers, other finite powers of finite numbers are not real.
        Vector<float> whole = Vector.Truncate(y);
        Vector<int> isWhole = Vector.Equals(whole, y);
        Vector<int> isOdd = isWhole & ~Vector.Equals(Vector.Truncate(y * 0.5f) * 2f, whole);
        Vector<int> hasSign = Vector.LessThan(Vector.AsVectorInt32(x), Vector<int>.Zero);
        Vector<int> notReal = ~isWhole & Vector.LessThan(x, Vector<float>.Zero) & ~IsInfinite(x);
        power = Where(hasSign & isOdd, -power, power);
        power = Where(notReal, new Vector<float>(float.NaN), power);
        return Where(IsNaN(x) | IsNaN(y), x + y, power);
    }

    // Squares and multiplies: x¹³ = x⁸·x⁴·x.
    private static Vector<float> Power(Vector<float> x, int exponent)
    {
        Vector<float> power = exponent == 0 ? Where(IsNaN(x), x, Vector<float>.One) : Vector<float>.One;
        for (Vector<float> square = x; exponent > 0; exponent >>= 1, square *= square)
        {
            if ((exponent & 1) != 0)
            {
                power *= square;
            }
        }

        return power;
    }

    private static Vector<int> IsInfinite(Vector<float> x) =>
        Vector.Equals(Vector.Abs(x), new Vector<float>(float.PositiveInfinity));
}
