using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompiledNets.Kernels;

/// <summary>The cheap functions of <see cref="VectorMath"/> on single floats, with the same bits: for emitted code of networks that are too
/// small to fill a vector.</summary>
/// <remarks>No branches, whose outcome would depend on the data.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ScalarMath
{
    /// <inheritdoc cref="VectorMath.Abs"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Abs(float x) => MathF.Abs(x);

    /// <inheritdoc cref="VectorMath.Sqrt"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sqrt(float x) => MathF.Sqrt(x);

    /// <inheritdoc cref="VectorMath.Max"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float x, float y) => MathF.Max(x, y);

    /// <inheritdoc cref="VectorMath.Min"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(float x, float y) => MathF.Min(x, y);

    /// <inheritdoc cref="VectorMath.Relu"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Relu(float x)
    {
        Vector128<float> value = Vector128.CreateScalarUnsafe(x);
        return Vector128.AndNot(value, NotPositive(value)).ToScalar();
    }

    /// <inheritdoc cref="VectorMath.StepPositive"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float StepPositive(float x)
    {
        Vector128<float> value = Vector128.CreateScalarUnsafe(x);
        Vector128<float> positive = Vector128.GreaterThan(value, Vector128<float>.Zero);
        return Vector128.ConditionalSelect(positive, Vector128<float>.One, Vector128.AndNot(value, NotPositive(value))).ToScalar();
    }

    // All bits where x is at most 0: NaN is not.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> NotPositive(Vector128<float> x) => Vector128.LessThanOrEqual(x, Vector128<float>.Zero);
}
