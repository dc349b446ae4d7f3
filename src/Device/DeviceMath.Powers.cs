using ILGPU;

namespace CompiledNets.Accelerated;

// Powers: VectorMath.Powers.cs.
internal static partial class DeviceMath
{
    private const int LargestMultipliedExponent = 64;

    /// <summary>x to a constant power: integers up to 64 by multiplication, ±½ by the square root, all else as e^(y·ln|x|) in double, where
    /// C's <c>pow</c> decides what is not real.</summary>
    internal static float Pow(float x, float exponent)
    {
        if (Abs(exponent) <= LargestMultipliedExponent && exponent == (int)exponent)
        {
            int integer = (int)exponent;
            return integer < 0 ? Power(Reciprocal(x), -integer) : Power(x, integer);
        }

        return exponent == 0.5f ? Sqrt(x) : exponent == -0.5f ? Reciprocal(Sqrt(x)) : GeneralPower(x, exponent);
    }

    // Squares and multiplies: x¹³ = x⁸·x⁴·x.
    private static float Power(float x, int exponent)
    {
        float power = exponent == 0 && float.IsNaN(x) ? x : 1f, square = x;
        for (int rest = exponent; rest > 0; rest >>= 1)
        {
            power = (rest & 1) != 0 ? power * square : power;
            square *= square;
        }

        return power;
    }

    private static float GeneralPower(float x, float y)
    {
        // In float, y·ln|x| up to 88 would lose seven bits.
        float magnitude = Abs(x), power = (float)DoubleExp(y * DoubleLog(magnitude));

        // 0·∞ in the exponent is a power of one: x⁰ and 1ʸ.
        power = y == 0f || magnitude == 1f ? 1f : power;

        // Negative x: the sign follows odd integers, other finite powers of finite numbers are not real.
        bool isWhole = IsWhole(y), isOdd = isWhole && !IsWhole(y * 0.5f), hasSign = (int)Interop.FloatAsInt(x) < 0;
        power = hasSign && isOdd ? -power : power;
        power = !isWhole && x < 0f && magnitude < float.PositiveInfinity ? float.NaN : power;
        return float.IsNaN(x) || float.IsNaN(y) ? x + y : power;
    }

    // From 2²³ on, all are.
    private static bool IsWhole(float y)
    {
        float magnitude = Abs(y);
        return magnitude >= 8388608f || magnitude == (int)magnitude;
    }
}
