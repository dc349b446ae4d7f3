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

    protected override string Vector(string x) => $"VectorMath.Abs({x})";

    protected override string Formula(string x) => $"|{x}|";

    // dx = dy·sign(x), 0 at 0
    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) =>
        gradients.Multiply(dy, gradients.Apply(new SignOp(), x));
}

/// <summary>-1, 0 or 1.</summary>
internal sealed record SignOp : SlopeOp
{
    public override string Name => "Sign";

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.Sign({operands[0]})";

    public override string Formula(IReadOnlyList<string> operands) => $"sign({operands[0]})";
}
