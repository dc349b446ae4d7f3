using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Activations and their slopes.</summary>
[References]
internal static class Activations
{
    public static double ReLU(ReLUOp op, double x) => x > 0 ? x : 0;

    public static double ReLUGradient(ReLUGradientOp op, double y, double dy) => y > 0 ? dy : 0;

    public static double LeakyReLU(LeakyReLUOp op, double x) => x > 0 ? x : op.NegativeSlope * x;

    public static double LeakyReLUSlope(LeakyReLUSlopeOp op, double x) => x > 0 ? 1 : op.NegativeSlope;

    public static double ELU(ELUOp op, double x) => x > 0 ? x : op.Alpha * (Math.Exp(x) - 1);

    public static double ELUSlope(ELUSlopeOp op, double x) => x > 0 ? 1 : op.Alpha * Math.Exp(x);

    public static double GELU(GELUOp op, double x) => x * NormalDistribution.At(x);

    public static double GELUSlope(GELUSlopeOp op, double x) => NormalDistribution.At(x) + x * NormalDistribution.Density(x);

    public static double SiLU(SiLUOp op, double x) => x * Logistic(x);

    public static double SiLUSlope(SiLUSlopeOp op, double x) => Logistic(x) * (1 + x * (1 - Logistic(x)));

    public static double Sigmoid(SigmoidOp op, double x) => Logistic(x);

    public static double Tanh(TanhOp op, double x) => Math.Tanh(x);

    public static double Softplus(SoftplusOp op, double x) => Math.Log(1 + Math.Exp(x));

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
