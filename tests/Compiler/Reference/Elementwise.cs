using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Ops on one value at a time.</summary>
[References]
internal static class Elementwise
{
    public static double Add(AddOp op, double a, double b) => a + b;

    public static double Subtract(SubtractOp op, double a, double b) => a - b;

    public static double Multiply(MultiplyOp op, double a, double b) => a * b;

    public static double Divide(DivideOp op, double a, double b) => a / b;

    public static double Negate(NegateOp op, double x) => -x;

    public static double Expand(ExpandOp op, double x) => x;

    public static double Square(SquareOp op, double x) => x * x;

    public static double Exp(ExpOp op, double x) => Math.Exp(x);

    public static double Log(LogOp op, double x) => Math.Log(x);

    public static double Sqrt(SqrtOp op, double x) => Math.Sqrt(x);

    public static double Abs(AbsOp op, double x) => Math.Abs(x);

    public static double AbsGradient(AbsGradientOp op, double x, double dy) => Math.Sign(x) * dy;

    public static double Pow(PowOp op, double x) => Math.Pow(x, op.Exponent);

    public static double PowGradient(PowGradientOp op, double x, double dy) => op.Exponent * Math.Pow(x, op.Exponent - 1) * dy;

    public static double Maximum(MaximumOp op, double a, double b) => Math.Max(a, b);

    public static double Minimum(MinimumOp op, double a, double b) => Math.Min(a, b);

    public static double Greater(GreaterOp op, double a, double b) => a > b ? 1 : 0;

    public static double Where(WhereOp op, double condition, double a, double b) => condition > 0 ? a : b;

    public static double Clamp(ClampOp op, double x) => Math.Clamp(x, op.Low, op.High);

    public static double ClampGradient(ClampGradientOp op, double x, double dy) => x >= op.Low && x <= op.High ? dy : 0;

    public static double GreaterGradient(GreaterGradientOp op, double a, double b, double dy) => a > b ? dy : a == b ? dy / 2 : 0;
}
