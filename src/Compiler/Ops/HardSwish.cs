using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>x·min(max(x + 3, 0), 6) / 6 (Howard et al. 2019, "Searching for MobileNetV3").</summary>
internal sealed class HardSwish : UnaryDefinition
{
    public override string Name => "HardSwish";

    protected override Op Op(Call call) => new HardSwishOp();
}

internal sealed record HardSwishOp : UnaryOp
{
    public override string Name => "HardSwish";

    public override long Flops(Node node) => 4L * node.Type.Size;

    protected override string Vector(string x) => $"VectorMath.HardSwish({x})";

    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) =>
        gradients.Apply(new HardSwishGradientOp(), x, dy);
}

/// <summary>0 below -3, dy above 3, (x/3 + ½)·dy between. Inputs: x, dy.</summary>
internal sealed record HardSwishGradientOp : SlopeOp
{
    public override string Name => "HardSwishGradient";

    public override long Flops(Node node) => 4L * node.Type.Size;

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.HardSwishSlope({operands[0]}) * {operands[1]}";

    public override string Formula(IReadOnlyList<string> operands) => $"hardswish'({operands[0]})·{operands[1]}";
}
