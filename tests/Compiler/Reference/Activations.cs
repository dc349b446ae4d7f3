using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Activations and their slopes.</summary>
[References]
internal static class Activations
{
    public static double ReLU(ReLUOp op, double x) => x > 0 ? x : 0;

    public static double ReLUGradient(ReLUGradientOp op, double y, double dy) => y > 0 ? dy : 0;

    public static double LeakyReLU(LeakyReLUOp op, double x) => x > 0 ? x : op.NegativeSlope * x;

    public static double LeakyReLUGradient(LeakyReLUGradientOp op, double x, double dy) => x > 0 ? dy : op.NegativeSlope * dy;

    public static double ELU(ELUOp op, double x) => x > 0 ? x : op.Alpha * (Math.Exp(x) - 1);

    public static double ELUGradient(ELUGradientOp op, double x, double dy) => x > 0 ? dy : op.Alpha * Math.Exp(x) * dy;

    public static double GELU(GELUOp op, double x) => x * NormalDistribution.At(x);

    public static double GELUGradient(GELUGradientOp op, double x, double dy) => (NormalDistribution.At(x) + x * NormalDistribution.Density(x)) * dy;

    public static double SiLU(SiLUOp op, double x) => x * Logistic(x);

    public static double SiLUGradient(SiLUGradientOp op, double x, double dy) => Logistic(x) * (1 + x * (1 - Logistic(x))) * dy;

    public static double Sigmoid(SigmoidOp op, double x) => Logistic(x);

    public static double SigmoidGradient(SigmoidGradientOp op, double y, double dy) => y * (1 - y) * dy;

    public static double Tanh(TanhOp op, double x) => Math.Tanh(x);

    public static double TanhGradient(TanhGradientOp op, double y, double dy) => (1 - y * y) * dy;

    public static double Softplus(SoftplusOp op, double x) => Math.Log(1 + Math.Exp(x));

    public static double SoftplusGradient(SoftplusGradientOp op, double x, double dy) => Logistic(x) * dy;

    public static double Softsign(SoftsignOp op, double x) => x / (1 + Math.Abs(x));

    public static double SoftsignGradient(SoftsignGradientOp op, double x, double dy) => dy / Math.Pow(1 + Math.Abs(x), 2);

    public static double Mish(MishOp op, double x) => x * Math.Tanh(Math.Log(1 + Math.Exp(x)));

    public static double MishGradient(MishGradientOp op, double x, double dy)
    {
        double t = Math.Tanh(Math.Log(1 + Math.Exp(x)));
        return (t + x * (1 - t * t) * Logistic(x)) * dy;
    }

    public static double HardSwish(HardSwishOp op, double x) => x * Math.Clamp(x + 3, 0, 6) / 6;

    public static double HardSwishGradient(HardSwishGradientOp op, double x, double dy) => x < -3 ? 0 : x > 3 ? dy : (x / 3 + 0.5) * dy;

    public static double PReLU(PReLUOp op, double x, double slope) => x > 0 ? x : slope * x;

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
