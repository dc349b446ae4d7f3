using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledNets.Kernels;

/// <summary>Elementwise mathematics on vectors of floats, for emitted loops (see <see cref="Lanes"/>).</summary>
/// <remarks>
/// NaN in gives NaN out, so that a diverged training is seen. A <c>Slope</c> is a derivative: the gradient is
/// <c>dy * XSlope(x)</c>. Stated errors are the largest found by the tests, in units in the last place (ulp) of float, with
/// fused multiply-add. Each lane's result depends on that lane alone, never on the register width.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VectorMath
{
    /// <summary>√x, correctly rounded; NaN below zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sqrt(Vector<float> x) => Vector.SquareRoot(x);

    /// <summary>|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Abs(Vector<float> x) => Vector.Abs(x);

    /// <summary>x².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Square(Vector<float> x) => x * x;

    /// <summary>1 / x, correctly rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Reciprocal(Vector<float> x) => Vector<float>.One / x;

    /// <summary>The larger of two; NaN if either is NaN (as <c>torch.maximum</c>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Max(Vector<float> x, Vector<float> y) => Vector.Max(x, y);

    /// <summary>The smaller of two; NaN if either is NaN (as <c>torch.minimum</c>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Min(Vector<float> x, Vector<float> y) => Vector.Min(x, y);

    /// <summary>x moved into [low, high].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Clamp(Vector<float> x, float low, float high) => Bounded(x, low, high);

    /// <summary>1 where x is inside of [low, high], else 0: the slope of <see cref="Clamp"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ClampSlope(Vector<float> x, float low, float high) =>
        Where(Vector.Equals(Bounded(x, low, high), x), Vector<float>.One, Vector.AndNot(x, Vector.AsVectorSingle(~IsNaN(x))));

    /// <summary>-1, 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sign(Vector<float> x) =>
        Where(Vector.Equals(x, Vector<float>.Zero) | IsNaN(x), x, Vector.CopySign(Vector<float>.One, x));

    /// <summary>1 where x > 0, else 0: the slope of <see cref="Relu"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> StepPositive(Vector<float> x) =>
        Where(Vector.GreaterThan(x, Vector<float>.Zero), Vector<float>.One, Vector.AndNot(x, NotPositive(x)));

    /// <summary><paramref name="x"/> where <paramref name="condition"/> is more than zero, else <paramref name="y"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Select(Vector<float> condition, Vector<float> x, Vector<float> y) =>
        Where(Vector.GreaterThan(condition, Vector<float>.Zero), x, y);

    /// <summary>1 where x > y, ½ where they are equal, else 0: the slope of <see cref="Max"/> in x (as PyTorch splits ties),
    /// and with its arguments exchanged that of <see cref="Min"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Greater(Vector<float> x, Vector<float> y) =>
        Where(Vector.Equals(x, y), new Vector<float>(0.5f), StepPositive(x - y));

    /// <summary>1 where x > y, else 0, for NaN too: a mask (as <c>torch.gt</c>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> IsGreater(Vector<float> x, Vector<float> y) =>
        Where(Vector.GreaterThan(x, y), Vector<float>.One, Vector<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Where(Vector<int> condition, Vector<float> x, Vector<float> y) =>
        Vector.ConditionalSelect(condition, x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> IsNaN(Vector<float> x) => ~Vector.Equals(x, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> NotPositive(Vector<float> x) =>
        Vector.AsVectorSingle(Vector.LessThanOrEqual(x, Vector<float>.Zero));

    // Keeps NaN: both comparisons fail, and the instructions return their second operand.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Bounded(Vector<float> x, float low, float high)
    {
        Vector<float> least = new(low), most = new(high);
        if (Vector<float>.Count == 8 && Avx.IsSupported)
        {
            return Avx.Min(most.AsVector256(), Avx.Max(least.AsVector256(), x.AsVector256())).AsVector();
        }

        x = Where(Vector.LessThan(x, least), least, x);
        return Where(Vector.GreaterThan(x, most), most, x);
    }

    // a·b + c, fused where the machine can.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> MultiplyAdd(Vector<float> a, Vector<float> b, Vector<float> c) =>
        Vector.MultiplyAddEstimate(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> MultiplyAdd(Vector<float> a, Vector<float> b, float c) =>
        Vector.MultiplyAddEstimate(a, b, new Vector<float>(c));
}
