using System;
using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>The run time's <c>VectorMath</c> on single floats of a device: the same names, polynomials and order of rounding, so that both
/// give the same bits where the device fuses a·b + c as the CPU does, and differ by a few ulp elsewhere.</summary>
/// <remarks>No function of a device's library takes part but |x|, √x and the four operations, all correctly rounded. NaN in gives NaN
/// out. Comparisons and selections, no branches that could part the threads of a warp.</remarks>
internal static partial class DeviceMath
{
    internal static float Sqrt(float x) => MathF.Sqrt(x);

    internal static float Abs(float x) => MathF.Abs(x);

    internal static float Square(float x) => x * x;

    internal static float Reciprocal(float x) => 1f / x;

    /// <summary>The larger of two; NaN if either is NaN, which the devices' own maximum is not. Of two zeros the positive one.</summary>
    internal static float Max(float x, float y) =>
        x > y ? x : x < y ? y : x == y ? Interop.IntAsFloat(Interop.FloatAsInt(x) & Interop.FloatAsInt(y)) : x + y;

    /// <summary>The smaller of two; NaN if either is NaN. Of two zeros the negative one.</summary>
    internal static float Min(float x, float y) =>
        x < y ? x : x > y ? y : x == y ? Interop.IntAsFloat(Interop.FloatAsInt(x) | Interop.FloatAsInt(y)) : x + y;

    internal static float Clamp(float x, float low, float high) => Bounded(x, low, high);

    /// <summary>1 where x is inside of [low, high], else 0.</summary>
    internal static float ClampSlope(float x, float low, float high) => x < low ? 0f : x > high ? 0f : float.IsNaN(x) ? x : 1f;

    /// <summary>-1, 0 or 1.</summary>
    internal static float Sign(float x) => x > 0f ? 1f : x < 0f ? -1f : x;

    /// <summary>1 where x > 0, else 0.</summary>
    internal static float StepPositive(float x) => x > 0f ? 1f : x <= 0f ? 0f : x;

    /// <summary><paramref name="x"/> where <paramref name="condition"/> is more than zero, else <paramref name="y"/>.</summary>
    internal static float Select(float condition, float x, float y) => condition > 0f ? x : y;

    /// <summary>1 where x > y, ½ where they are equal, else 0: the slope of <see cref="Max"/> in x.</summary>
    internal static float Greater(float x, float y) => x == y ? 0.5f : StepPositive(x - y);

    /// <summary>1 where x > y, else 0, for NaN too.</summary>
    internal static float IsGreater(float x, float y) => x > y ? 1f : 0f;

    // Keeps NaN: both comparisons fail.
    private static float Bounded(float x, float low, float high)
    {
        float least = x < low ? low : x;
        return least > high ? high : least;
    }

    // a·b + c, fused where the device's compiler does so.
    private static float MultiplyAdd(float a, float b, float c) => a * b + c;

    // The nearest whole number, the even one of two, for |x| < 2²²: beyond 2²³ floats have no fractions.
    private static float Nearest(float x)
    {
        const float Shift = 12582912f;
        return x + Shift - Shift;
    }

    // 2ⁿ for n in [-126, 127].
    private static float PowerOfTwo(int exponent) => Interop.IntAsFloat((uint)(exponent + 127) << 23);
}
