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
}
