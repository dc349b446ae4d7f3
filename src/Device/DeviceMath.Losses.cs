namespace CompiledNets.Accelerated;

// Elementwise losses: VectorMath.Losses.cs.
internal static partial class DeviceMath
{
    // PyTorch's bounds: logarithms of at least -100, and no division by less than 1e-12.
    private const float LeastLog = -100f, LeastVariance = 1e-12f;

    /// <summary>-(t·ln p + (1 - t)·ln(1 - p)), logarithms cut at -100.</summary>
    internal static float BinaryCrossEntropy(float p, float t) => (t - 1f) * CutLog(LogOnePlus(-p)) - t * CutLog(Log(p));

    /// <summary>The slope in p: (p - t) / (p(1 - p)), the divisor at least 1e-12.</summary>
    internal static float BinaryCrossEntropySlope(float p, float t)
    {
        float variance = p * (1f - p);
        return (p - t) / (variance < LeastVariance ? LeastVariance : variance);
    }

    /// <summary>The slope in t: ln(1 - p) - ln p, each cut at -100.</summary>
    internal static float BinaryCrossEntropyTargetSlope(float p) => CutLog(LogOnePlus(-p)) - CutLog(Log(p));

    /// <summary>Binary cross-entropy of σ(x) and t: max(x, 0) - x·t + ln(1 + e^-|x|).</summary>
    internal static float BinaryCrossEntropyWithLogits(float x, float t) => LogOnePlusFraction(Exp(-Abs(x))) + (Relu(x) - x * t);

    /// <summary>The slope in x: σ(x) - t. The slope in t is -x.</summary>
    internal static float BinaryCrossEntropyWithLogitsSlope(float x, float t)
    {
        float e = Exp(-Abs(x));
        return (x > 0f ? 1f : e) / (1f + e) - t;
    }

    /// <summary>½d² where |d| ≤ δ, else δ(|d| - ½δ).</summary>
    internal static float Huber(float d, float delta)
    {
        float magnitude = Abs(d);
        return magnitude > delta ? (magnitude - 0.5f * delta) * delta : d * d * 0.5f;
    }

    /// <summary>The slope in d: d moved into [-δ, δ].</summary>
    internal static float HuberSlope(float d, float delta) => Bounded(d, -delta, delta);

    /// <summary>x·ln x, and 0 at 0.</summary>
    internal static float XLogX(float x) => x == 0f ? 0f : x * Log(x);

    private static float CutLog(float log) => log < LeastLog ? LeastLog : log;
}
