using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>x².</summary>
internal sealed class Square : UnaryDefinition
{
    public override string Name => "Square";

    protected override Op Op(Call call) => new SquareOp();
}

internal sealed record SquareOp : UnaryOp
{
    public override string Name => "Square";

    public override double? Fold(IReadOnlyList<double> operands) => operands[0] * operands[0];

    protected override string Vector(string x) => $"{x} * {x}";

    protected override string Formula(string x) => $"{x}²";

    // dx = 2·x·dy
    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) =>
        gradients.Multiply(gradients.Scale(dy, 2), x);
}
