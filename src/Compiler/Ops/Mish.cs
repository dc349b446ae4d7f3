using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>x·tanh(ln(1 + eˣ)) (Misra 2019).</summary>
internal sealed class Mish : UnaryDefinition
{
    public override string Name => "Mish";

    protected override Op Op(Call call) => new MishOp();
}

internal sealed record MishOp : UnaryOp
{
    public override string Name => "Mish";

    public override long Flops(Node node) => Cost.Exponential * node.Type.Size;

    protected override string Vector(string x) => $"VectorMath.Mish({x})";

    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) =>
        gradients.Apply(new MishGradientOp(), x, dy);
}

/// <summary>(t + x·(1 - t²)·σ(x))·dy with t = tanh(ln(1 + eˣ)). Inputs: x, dy.</summary>
internal sealed record MishGradientOp : SlopeOp
{
    public override string Name => "MishGradient";

    public override long Flops(Node node) => Cost.Exponential * node.Type.Size;

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.MishSlope({operands[0]}) * {operands[1]}";

    public override string Formula(IReadOnlyList<string> operands) => $"mish'({operands[0]})·{operands[1]}";
}
