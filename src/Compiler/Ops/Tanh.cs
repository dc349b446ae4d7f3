using CompiledNets.Compiler.Emit.CSharp;
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

    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) => gradients.Apply(new TanhGradientOp(), y, dy);
}

/// <summary>(1 - y²)·dy. Inputs: y, dy.</summary>
internal sealed record TanhGradientOp : SlopeOp
{
    public override string Name => "TanhGradient";

    public override long Flops(Node node) => 3L * node.Type.Size;

    public override string Vector(IReadOnlyList<string> operands) =>
        $"({KernelText.Namespace}.Lanes.Splat(1f) - {operands[0]} * {operands[0]}) * {operands[1]}";

    public override string Formula(IReadOnlyList<string> operands) => $"(1 - {operands[0]}²)·{operands[1]}";
}
