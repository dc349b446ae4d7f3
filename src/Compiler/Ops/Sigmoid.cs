using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>1 / (1 + e⁻ˣ).</summary>
internal sealed class Sigmoid : UnaryDefinition
{
    public override string Name => "Sigmoid";

    protected override Op Op(Call call) => new SigmoidOp();
}

internal sealed record SigmoidOp : UnaryOp
{
    public override string Name => "Sigmoid";

    protected override string Vector(string x) => $"VectorMath.Sigmoid({x})";

    // dx = dy·y·(1 - y)
    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) =>
        gradients.Multiply(dy, gradients.Multiply(y, gradients.Binary(new SubtractOp(), gradients.Constant(1), y)));
}
