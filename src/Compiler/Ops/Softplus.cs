using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>ln(1 + eˣ).</summary>
internal sealed class Softplus : UnaryDefinition
{
    public override string Name => "Softplus";

    protected override Op Op(Call call) => new SoftplusOp();
}

internal sealed record SoftplusOp : UnaryOp
{
    public override string Name => "Softplus";

    public override long Flops(Node node) => (Cost.Exponential + Cost.Logarithm) * node.Type.Size;

    protected override string Vector(string x) => $"VectorMath.Softplus({x})";

    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) => gradients.Apply(new SoftplusGradientOp(), x, dy);
}

/// <summary>σ(x)·dy. Inputs: x, dy.</summary>
internal sealed record SoftplusGradientOp : SlopeOp
{
    public override string Name => "SoftplusGradient";

    public override long Flops(Node node) => Cost.Exponential * node.Type.Size;

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.Sigmoid({operands[0]}) * {operands[1]}";

    public override string Formula(IReadOnlyList<string> operands) => $"σ({operands[0]})·{operands[1]}";
}
