using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Activations and their slopes.</summary>
[References]
internal static class Activations
{
    public static double ReLU(ReLUOp op, double x) => x > 0 ? x : 0;

    public static double ReLUGradient(ReLUGradientOp op, double y, double dy) => y > 0 ? dy : 0;

    public static double Sigmoid(SigmoidOp op, double x) => 1 / (1 + Math.Exp(-x));
}
