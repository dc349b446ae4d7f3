using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>eˣ.</summary>
internal sealed class Exp : UnaryDefinition
{
    public override string Name => "Exp";

    protected override Op Op(Call call) => new ExpOp();
}

internal sealed record ExpOp : UnaryOp
{
    public override string Name => "Exp";

    public override long Flops(Node node) => Cost.Exponential * node.Type.Size;

    public override double? Fold(IReadOnlyList<double> operands) => Math.Exp(operands[0]);

    protected override string Vector(string x) => $"VectorMath.Exp({x})";

    // dx = dy·y
    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) => gradients.Multiply(dy, y);
}
