using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>√x.</summary>
internal sealed class Sqrt : UnaryDefinition
{
    public override string Name => "Sqrt";

    protected override Op Op(Call call) => new SqrtOp();
}

internal sealed record SqrtOp : UnaryOp
{
    public override string Name => "Sqrt";

    public override double? Fold(IReadOnlyList<double> operands) => Math.Sqrt(operands[0]);

    protected override string Vector(string x) => $"VectorMath.Sqrt({x})";

    protected override string Formula(string x) => $"√({x})";

    // dx = ½·dy / y, infinite at 0 as in PyTorch
    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) =>
        gradients.Binary(new DivideOp(), gradients.Scale(dy, 0.5), y);
}
