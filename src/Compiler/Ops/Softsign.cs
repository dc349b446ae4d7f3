using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>x / (1 + |x|).</summary>
internal sealed class Softsign : UnaryDefinition
{
    public override string Name => "Softsign";

    protected override Op Op(Call call) => new SoftsignOp();
}

internal sealed record SoftsignOp : UnaryOp
{
    public override string Name => "Softsign";

    public override long Flops(Node node) => 3L * node.Type.Size;

    protected override string Vector(string x) => $"{x} / ({KernelText.Namespace}.Lanes.Splat(1f) + VectorMath.Abs({x}))";

    protected override string Formula(string x) => $"{x} / (1 + |{x}|)";

    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) => gradients.Apply(new SoftsignGradientOp(), x, dy);
}

/// <summary>dy / (1 + |x|)². Inputs: x, dy.</summary>
internal sealed record SoftsignGradientOp : SlopeOp
{
    public override string Name => "SoftsignGradient";

    public override long Flops(Node node) => 4L * node.Type.Size;

    public override string Vector(IReadOnlyList<string> operands) =>
        $"{operands[1]} / VectorMath.Square({KernelText.Namespace}.Lanes.Splat(1f) + VectorMath.Abs({operands[0]}))";

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[1]} / (1 + |{operands[0]}|)²";
}
