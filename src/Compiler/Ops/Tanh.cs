using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>The hyperbolic tangent.</summary>
internal sealed class Tanh : UnaryDefinition
{
    public override string Name => "Tanh";

    protected override Op Op(Call call) => new TanhOp();
}

internal sealed record TanhOp : UnaryOp
{
    public override string Name => "Tanh";

    public override long Flops(Node node) => Cost.Tanh * node.Type.Size;

    protected override string Vector(string x) => $"VectorMath.Tanh({x})";

    // dx = dy·(1 - y²)
    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) =>
        gradients.Multiply(dy, gradients.Binary(new SubtractOp(), gradients.Constant(1), gradients.Apply(new SquareOp(), y)));
}
