using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Losses of one pair of values, and their slopes.</summary>
[References]
internal static class ElementwiseLosses
{
    public static double Huber(HuberOp op, double e) =>
        Math.Abs(e) <= op.Delta ? e * e / 2 : op.Delta * (Math.Abs(e) - op.Delta / 2);

    public static double HuberGradient(HuberGradientOp op, double e, double dy) => Math.Clamp(e, -op.Delta, op.Delta) * dy;

    public static double BinaryCrossEntropy(BinaryCrossEntropyOp op, double p, double t) =>
        -(t * CutLog(p) + (1 - t) * CutLog(1 - p));

    public static double BinaryCrossEntropySlope(BinaryCrossEntropySlopeOp op, double p, double t) => (p - t) / Math.Max(p * (1 - p), 1e-12);

    public static double BinaryCrossEntropyTargetSlope(BinaryCrossEntropyTargetSlopeOp op, double p) => CutLog(1 - p) - CutLog(p);

    // -(t·ln σ(x) + (1 - t)·ln σ(-x)) with ln σ(x) = -ln(1 + e⁻ˣ)
    public static double BinaryCrossEntropyWithLogits(BinaryCrossEntropyWithLogitsOp op, double x, double t) =>
        t * Math.Log(1 + Math.Exp(-x)) + (1 - t) * Math.Log(1 + Math.Exp(x));

    public static double BinaryCrossEntropyWithLogitsSlope(BinaryCrossEntropyWithLogitsSlopeOp op, double x, double t) => 1 / (1 + Math.Exp(-x)) - t;

    public static double XLogX(XLogXOp op, double x) => x == 0 ? 0 : x * Math.Log(x);

    private static double CutLog(double x) => Math.Max(Math.Log(x), -100);
}
