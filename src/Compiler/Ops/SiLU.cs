using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>x·σ(x), also called swish (Elfwing et al. 2017).</summary>
internal sealed class SiLU : UnaryDefinition
{
    public override string Name => "SiLU";

    protected override Op Op(Call call) => new SiLUOp();
}

internal sealed record SiLUOp : UnaryOp
{
    public override string Name => "SiLU";

    public override long Flops(Node node) => Cost.Exponential * node.Type.Size;

    protected override string Vector(string x) => $"VectorMath.Silu({x})";

    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) =>
        gradients.Apply(new SiLUGradientOp(), x, dy);
}

/// <summary>σ(x)·(1 + x·(1 - σ(x)))·dy. Inputs: x, dy.</summary>
internal sealed record SiLUGradientOp : SlopeOp
{
    public override string Name => "SiLUGradient";

    public override long Flops(Node node) => Cost.Exponential * node.Type.Size;

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.SiluSlope({operands[0]}) * {operands[1]}";

    public override string Formula(IReadOnlyList<string> operands) => $"silu'({operands[0]})·{operands[1]}";
}
