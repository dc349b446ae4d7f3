using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>The natural logarithm.</summary>
internal sealed class Log : UnaryDefinition
{
    public override string Name => "Log";

    protected override Op Op(Call call) => new LogOp();
}

internal sealed record LogOp : UnaryOp
{
    public override string Name => "Log";

    public override long Flops(Node node) => Cost.Logarithm * node.Type.Size;

    public override double? Fold(IReadOnlyList<double> operands) => Math.Log(operands[0]);

    protected override string Vector(string x) => $"VectorMath.Log({x})";

    // dx = dy / x
    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) => gradients.Binary(new DivideOp(), dy, x);
}
