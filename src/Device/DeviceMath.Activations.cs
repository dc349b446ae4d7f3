namespace CompiledNets.Accelerated;

// Activations and their slopes, side by side: VectorMath.Activations.cs, which says whose they are.
internal static partial class DeviceMath
{
    // Beyond ±1000 every activation here has reached its limit in float; bounding x there keeps 0·∞ out.
    private const float Saturated = 1000f;

    /// <summary>max(x, 0).</summary>
    internal static float Relu(float x) => x <= 0f ? 0f : x;

    /// <summary>x where positive, else slope·x.</summary>
    internal static float LeakyRelu(float x, float slope) => x > 0f ? x : x * slope;

    /// <summary>1 where x is positive, else slope.</summary>
    internal static float LeakyReluSlope(float x, float slope) => x > 0f ? 1f : x <= 0f ? slope : x;

    /// <summary>x where positive, else α(eˣ - 1).</summary>
    internal static float Elu(float x, float alpha) => x > 0f ? x : ExpMinusOne(x) * alpha;

    /// <summary>1 where x is positive, else α·eˣ.</summary>
    internal static float EluSlope(float x, float alpha) => x > 0f ? 1f : Exp(x) * alpha;

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ).</summary>
    internal static float Sigmoid(float x) => 1f / (1f + Exp(-x));

    /// <summary>tanh x: near zero an odd polynomial, elsewhere 1 - 2/(e²ˣ + 1).</summary>
    internal static float Tanh(float x)
    {
        float square = x * x;
        float p = MultiplyAdd(-5.70498872745e-3f, square, 2.06390887954e-2f);
        p = MultiplyAdd(p, square, -5.37397155531e-2f);
        p = MultiplyAdd(p, square, 1.33314422036e-1f);
        p = MultiplyAdd(p, square, -3.33332819422e-1f);
        float nearZero = MultiplyAdd(p * square, x, x);

        float magnitude = Abs(x), elsewhere = 1f - 2f / (Exp(magnitude + magnitude) + 1f);
        return magnitude < 0.625f ? nearZero : x < 0f ? -elsewhere : elsewhere;
    }

    /// <summary>x·σ(x).</summary>
    internal static float Silu(float x)
    {
        float least = AtLeastSaturated(x);
        return least * Sigmoid(least);
    }

    /// <summary>σ(x)·(1 + x·(1 - σ(x))).</summary>
    internal static float SiluSlope(float x)
    {
        // σ(|x|) = 1/(1 + e) and 1 - σ(|x|) = e/(1 + e) with e = e^-|x|: the difference itself would cancel.
        float bounded = Bounded(x, -Saturated, Saturated), e = Exp(-Abs(bounded));
        float larger = 1f / (1f + e), smaller = e * larger;
        bool positive = bounded > 0f;
        return (positive ? larger : smaller) * MultiplyAdd(bounded, positive ? smaller : larger, 1f);
    }

    /// <summary>x·Φ(x), Φ the normal distribution function, as max(x, 0) + t·Φ(t) with t = -|x|.</summary>
    internal static float Gelu(float x)
    {
        float t = -Abs(x), relu = Relu(x);
        return IsFar(t) ? relu : MultiplyAdd(t, NormalDistribution(t), relu);
    }

    /// <summary>Φ(x) + x·φ(x), φ the normal density. Of t = -|x| it is b = Φ(t) + t·φ(t), of |x| then 1 - b.</summary>
    internal static float GeluSlope(float x)
    {
        float t = -Abs(x), slope = IsFar(t) ? 0f : MultiplyAdd(t, NormalDensity(t), NormalDistribution(t));
        return x > 0f ? 1f - slope : slope;
    }

    /// <summary>x·tanh(ln(1 + eˣ)), the tangent as n / (n + 2) with n = e·(e + 2).</summary>
    internal static float Mish(float x)
    {
        float least = AtLeastSaturated(x), e = MishExp(least), n = e * (e + 2f);
        return least * (n / (n + 2f));
    }

    /// <summary>t + x·(1 - t²)·σ(x) with t = n / (n + 2), so that 1 - t² = 4·(1 + e)² / (n + 2)² and σ(x) = e / (1 + e).</summary>
    internal static float MishSlope(float x)
    {
        float bounded = Bounded(x, -Saturated, Saturated), e = MishExp(bounded), n = e * (e + 2f), inverse = 1f / (n + 2f);
        return MultiplyAdd(bounded * inverse, e * (e + 1f) * inverse * 4f, n * inverse);
    }

    /// <summary>x·min(max(x + 3, 0), 6) / 6.</summary>
    internal static float HardSwish(float x) => x * (Bounded(x + 3f, 0f, 6f) / 6f);

    /// <summary>0 below -3, 1 above 3, x/3 + ½ between.</summary>
    internal static float HardSwishSlope(float x) => x < -3f ? 0f : x > 3f ? 1f : x / 3f + 0.5f;

    // eˣ, up to where Mish is x: a square of it stays finite.
    private static float MishExp(float x) => Exp(x > 20f ? 20f : x);

    private static float AtLeastSaturated(float x) => x < -Saturated ? -Saturated : x;
}
