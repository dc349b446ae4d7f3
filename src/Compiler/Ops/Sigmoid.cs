using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>1 / (1 + e⁻ˣ).</summary>
internal sealed class Sigmoid : UnaryDefinition
{
    public override string Name => "Sigmoid";

    protected override Op Op(Call call) => new SigmoidOp();
}

internal sealed record SigmoidOp : UnaryOp
{
    public override string Name => "Sigmoid";

    public override long Flops(Node node) => Cost.Exponential * node.Type.Size;

    protected override string Vector(string x) => $"VectorMath.Sigmoid({x})";

    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) => gradients.Apply(new SigmoidGradientOp(), y, dy);
}

/// <summary>y·(1 - y)·dy. Inputs: y, dy.</summary>
internal sealed record SigmoidGradientOp : SlopeOp
{
    public override string Name => "SigmoidGradient";

    public override long Flops(Node node) => 3L * node.Type.Size;

    public override string Vector(IReadOnlyList<string> operands) =>
        $"{operands[0]} * ({KernelText.Namespace}.Lanes.Splat(1f) - {operands[0]}) * {operands[1]}";

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]}·(1 - {operands[0]})·{operands[1]}";
}
