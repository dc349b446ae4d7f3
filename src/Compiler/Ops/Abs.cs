using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>|x|.</summary>
internal sealed class Abs : UnaryDefinition
{
    public override string Name => "Abs";

    protected override Op Op(Call call) => new AbsOp();
}

internal sealed record AbsOp : UnaryOp
{
    public override string Name => "Abs";

    public override double? Fold(IReadOnlyList<double> operands) => Math.Abs(operands[0]);

    protected override string Vector(string x) => $"VectorMath.Abs({x})";

    protected override string Formula(string x) => $"|{x}|";

    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) => gradients.Apply(new AbsGradientOp(), x, dy);
}

/// <summary>sign(x)·dy, 0 at 0. Inputs: x, dy.</summary>
internal sealed record AbsGradientOp : SlopeOp
{
    public override string Name => "AbsGradient";

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.Sign({operands[0]}) * {operands[1]}";

    public override string Formula(IReadOnlyList<string> operands) => $"sign({operands[0]})·{operands[1]}";
}
