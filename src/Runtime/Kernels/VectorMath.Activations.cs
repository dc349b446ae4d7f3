using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

// Activations and their slopes, side by side.
public static partial class VectorMath
{
    // Beyond ±1000 every activation here has reached its limit in float; bounding x there keeps 0·∞ out.
    private const float Saturated = 1000f;

    /// <summary>max(x, 0). Its slope is <see cref="StepPositive"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Relu(Vector<float> x) => Vector.AndNot(x, NotPositive(x));

    /// <summary>x where positive, else slope·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> LeakyRelu(Vector<float> x, float slope) =>
        Where(Vector.GreaterThan(x, Vector<float>.Zero), x, x * slope);

    /// <summary>1 where x is positive, else slope.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> LeakyReluSlope(Vector<float> x, float slope)
    {
        Vector<float> step = StepPositive(x);
        return Where(Vector.Equals(step, Vector<float>.Zero), new Vector<float>(slope), step);
    }

    /// <summary>x where positive, else α(eˣ - 1) (Clevert et al. 2015).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Elu(Vector<float> x, float alpha) =>
        Where(Vector.GreaterThan(x, Vector<float>.Zero), x, ExpMinusOne(x) * alpha);

    /// <summary>1 where x is positive, else α·eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> EluSlope(Vector<float> x, float alpha) =>
        Where(Vector.GreaterThan(x, Vector<float>.Zero), Vector<float>.One, Exp(x) * alpha);

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ); at most 3 ulp off where the result is normal. Its slope is σ(1 - σ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sigmoid(Vector<float> x) => Vector<float>.One / (Vector<float>.One + Exp(-x));

    /// <summary>tanh x; at most 2 ulp off. Its slope is 1 - tanh².</summary>
    /// <remarks>Near zero the odd polynomial of Cephes' tanhf.c (S. L. Moshier, 1992), elsewhere 1 - 2/(e²ˣ + 1).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Tanh(Vector<float> x)
    {
        Vector<float> square = x * x;
        Vector<float> p = MultiplyAdd(new Vector<float>(-5.70498872745e-3f), square, 2.06390887954e-2f);
        p = MultiplyAdd(p, square, -5.37397155531e-2f);
        p = MultiplyAdd(p, square, 1.33314422036e-1f);
        p = MultiplyAdd(p, square, -3.33332819422e-1f);
        Vector<float> nearZero = MultiplyAdd(p * square, x, x);

        Vector<float> magnitude = Vector.Abs(x);
        Vector<float> elsewhere = Vector<float>.One - new Vector<float>(2f) / (Exp(magnitude + magnitude) + Vector<float>.One);
        return Where(Vector.LessThan(magnitude, new Vector<float>(0.625f)), nearZero, Vector.CopySign(elsewhere, x));
    }

    /// <summary>x·σ(x), also called swish (Elfwing et al. 2017).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Silu(Vector<float> x)
    {
        x = AtLeastSaturated(x);
        return x * Sigmoid(x);
    }

    /// <summary>σ(x)·(1 + x·(1 - σ(x))).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> SiluSlope(Vector<float> x)
    {
        // σ(|x|) = 1/(1 + e) and 1 - σ(|x|) = e/(1 + e) with e = e^-|x|: the difference itself would cancel.
        x = Bounded(x, -Saturated, Saturated);
        Vector<float> e = Exp(-Vector.Abs(x));
        Vector<float> larger = Vector<float>.One / (Vector<float>.One + e), smaller = e * larger;
        Vector<int> positive = Vector.GreaterThan(x, Vector<float>.Zero);
        return Where(positive, larger, smaller) * MultiplyAdd(x, Where(positive, smaller, larger), Vector<float>.One);
    }

    /// <summary>x·Φ(x), Φ the normal distribution function (Hendrycks and Gimpel 2016): the exact form, not the tanh one. At most
    /// 8e-8·|x| off.</summary>
    /// <remarks>max(x, 0) + t·Φ(t) with t = -|x|: nothing cancels on the negative side. <see cref="Kernels.Gelu"/> does the same in the
    /// widest registers.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Gelu(Vector<float> x)
    {
        Vector<float> t = -Vector.Abs(x), relu = Relu(x);
        return Where(IsFar(t), relu, MultiplyAdd(t, NormalDistribution(t), relu));
    }

    /// <summary>Φ(x) + x·φ(x), φ the normal density.</summary>
    /// <remarks>Of t = -|x| it is b = Φ(t) + t·φ(t), of |x| then 1 - b.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> GeluSlope(Vector<float> x)
    {
        Vector<float> t = -Vector.Abs(x);
        Vector<float> slope = Where(IsFar(t), Vector<float>.Zero, MultiplyAdd(t, NormalDensity(t), NormalDistribution(t)));
        return Where(Vector.GreaterThan(x, Vector<float>.Zero), Vector<float>.One - slope, slope);
    }

    /// <summary>x·tanh(ln(1 + eˣ)) (Misra 2019).</summary>
    /// <remarks>tanh(ln(1 + e)) = ((1 + e)² - 1) / ((1 + e)² + 1) = n / (n + 2) with n = e·(e + 2): no logarithm, and nothing cancels.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Mish(Vector<float> x)
    {
        x = AtLeastSaturated(x);
        Vector<float> e = MishExp(x), n = e * (e + new Vector<float>(2f));
        return x * (n / (n + new Vector<float>(2f)));
    }

    /// <summary>t + x·(1 - t²)·σ(x) with t = tanh(ln(1 + eˣ)), so that 1 - t² = 4·(1 + e)² / (n + 2)² and σ(x) = e / (1 + e).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> MishSlope(Vector<float> x)
    {
        x = Bounded(x, -Saturated, Saturated);
        Vector<float> e = MishExp(x), n = e * (e + new Vector<float>(2f)), inverse = Vector<float>.One / (n + new Vector<float>(2f));
        return MultiplyAdd(x * inverse, e * (e + Vector<float>.One) * inverse * 4f, n * inverse);
    }

    /// <summary>x·min(max(x + 3, 0), 6) / 6 (Howard et al. 2019).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> HardSwish(Vector<float> x) => x * (Bounded(x + new Vector<float>(3f), 0f, 6f) / 6f);

    /// <summary>0 below -3, 1 above 3, x/3 + ½ between.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> HardSwishSlope(Vector<float> x)
    {
        Vector<float> outer = Where(Vector.GreaterThan(x, new Vector<float>(3f)), Vector<float>.One, x / 3f + new Vector<float>(0.5f));
        return Where(Vector.LessThan(x, new Vector<float>(-3f)), Vector<float>.Zero, outer);
    }

    // eˣ, up to where Mish is x: a square of it stays finite.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> MishExp(Vector<float> x) =>
        Exp(Where(Vector.GreaterThan(x, new Vector<float>(20f)), new Vector<float>(20f), x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> AtLeastSaturated(Vector<float> x) =>
        Where(Vector.LessThan(x, new Vector<float>(-Saturated)), new Vector<float>(-Saturated), x);
}
