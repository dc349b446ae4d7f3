using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>x where positive, else slope·x (PyTorch's <c>leaky_relu</c>).</summary>
internal sealed class LeakyReLU : UnaryDefinition
{
    public override string Name => "LeakyReLU";

    protected override Op Op(Call call) => new LeakyReLUOp(call.Number("slope", 0.01, Numbers.IsFinite, Numbers.Finite));
}

internal sealed record LeakyReLUOp(double NegativeSlope) : UnaryOp
{
    public override string Name => "LeakyReLU";

    public override long Flops(Node node) => 2L * node.Type.Size;

    protected override string Vector(string x) => $"VectorMath.LeakyRelu({x}, {Names.Float(NegativeSlope)})";

    protected override string Formula(string x) => $"leakyRelu({x}, {Names.Float(NegativeSlope)})";

    // Unless the slope is negative, y is positive exactly where x is, so that x need not be kept.
    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) =>
        gradients.Apply(new LeakyReLUGradientOp(NegativeSlope), NegativeSlope >= 0 ? y : x, dy);
}

/// <summary>dy where x is positive, else slope·dy. Inputs: x or y, dy.</summary>
internal sealed record LeakyReLUGradientOp(double NegativeSlope) : SlopeOp
{
    public override string Name => "LeakyReLUGradient";

    public override long Flops(Node node) => 2L * node.Type.Size;

    public override string Vector(IReadOnlyList<string> operands) =>
        $"VectorMath.LeakyReluSlope({operands[0]}, {Names.Float(NegativeSlope)}) * {operands[1]}";

    public override string Formula(IReadOnlyList<string> operands) => $"leakyRelu'({operands[0]}, {Names.Float(NegativeSlope)})·{operands[1]}";
}
