using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

// Elementwise losses, so that they fuse with what comes before them.
public static partial class VectorMath
{
    // PyTorch's bounds: logarithms of at least -100, and no division by less than 1e-12.
    private const float LeastLog = -100f, LeastVariance = 1e-12f;

    /// <summary>-(t·ln p + (1 - t)·ln(1 - p)), logarithms cut at -100 as in PyTorch.</summary>
    public static Vector<float> BinaryCrossEntropy(Vector<float> p, Vector<float> t) =>
        (t - Vector<float>.One) * CutLog(LogOnePlus(-p)) - t * CutLog(Log(p));

    /// <summary>The slope in p: (p - t) / (p(1 - p)), the divisor at least 1e-12 as in PyTorch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> BinaryCrossEntropySlope(Vector<float> p, Vector<float> t)
    {
        Vector<float> variance = p * (Vector<float>.One - p), least = new(LeastVariance);
        return (p - t) / Where(Vector.LessThan(variance, least), least, variance);
    }

    /// <summary>The slope in t: ln(1 - p) - ln p, each cut at -100.</summary>
    public static Vector<float> BinaryCrossEntropyTargetSlope(Vector<float> p) => CutLog(LogOnePlus(-p)) - CutLog(Log(p));

    /// <summary>Binary cross-entropy of σ(x) and t: max(x, 0) - x·t + ln(1 + e^-|x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> BinaryCrossEntropyWithLogits(Vector<float> x, Vector<float> t) =>
        LogOnePlusFraction(Exp(-Vector.Abs(x))) + (Relu(x) - x * t);

    /// <summary>The slope in x: σ(x) - t. The slope in t is -x.</summary>
    /// <remarks>With the loss's own e^-|x|, which a loop with both computes once: σ of |x| is 1/(1 + e), that of -|x| is e/(1 + e).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> BinaryCrossEntropyWithLogitsSlope(Vector<float> x, Vector<float> t)
    {
        Vector<float> e = Exp(-Vector.Abs(x));
        return Where(Vector.GreaterThan(x, Vector<float>.Zero), Vector<float>.One, e) / (Vector<float>.One + e) - t;
    }

    /// <summary>½d² where |d| ≤ δ, else δ(|d| - ½δ) (Huber 1964), d the difference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Huber(Vector<float> d, float delta)
    {
        Vector<float> magnitude = Vector.Abs(d);
        return Where(Vector.GreaterThan(magnitude, new Vector<float>(delta)),
            (magnitude - new Vector<float>(0.5f * delta)) * delta, d * d * 0.5f);
    }

    /// <summary>The slope in d: d moved into [-δ, δ].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> HuberSlope(Vector<float> d, float delta) => Bounded(d, -delta, delta);

    /// <summary>x·ln x, and 0 at 0, where the logarithm alone is infinite.</summary>
    public static Vector<float> XLogX(Vector<float> x) =>
        Where(Vector.Equals(x, Vector<float>.Zero), Vector<float>.Zero, x * Log(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> CutLog(Vector<float> log) =>
        Where(Vector.LessThan(log, new Vector<float>(LeastLog)), new Vector<float>(LeastLog), log);
}
