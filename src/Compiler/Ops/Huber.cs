using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>With e = prediction - target, the mean over the axes of a sample of ½e² where |e| ≤ δ, else δ(|e| - ½δ) (Huber 1964;
/// PyTorch's <c>huber_loss</c>).</summary>
internal sealed class Huber : Definition
{
    public override string Name => "Huber";

    public override int LeastInputs => 2;

    public override Node? Build(Call call)
    {
        double delta = call.Number("delta", 1, Numbers.IsPositive, Numbers.Positive);
        Node? difference = Losses.Compare(call, new SubtractOp());
        return difference is null || call.Failed ? null : Losses.MeanOverSample(call, call.AddPart("Penalty", new HuberOp(delta), difference));
    }
}

/// <summary>½x² where |x| ≤ δ, else δ(|x| - ½δ).</summary>
internal sealed record HuberOp(double Delta) : UnaryOp
{
    public override string Name => "Huber";

    public override long Flops(Node node) => 4L * node.Type.Size;

    protected override string Vector(string x) => $"VectorMath.Huber({x}, {Names.Float(Delta)})";

    protected override string Formula(string x) => $"huber({x}, {Names.Float(Delta)})";

    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) =>
        gradients.Apply(new HuberGradientOp(Delta), x, dy);
}

/// <summary>x moved into [-δ, δ], times dy. Inputs: x, dy.</summary>
internal sealed record HuberGradientOp(double Delta) : SlopeOp
{
    public override string Name => "HuberGradient";

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.HuberSlope({operands[0]}, {Names.Float(Delta)}) * {operands[1]}";

    public override string Formula(IReadOnlyList<string> operands) => $"clamp({operands[0]}, ±{Names.Float(Delta)})·{operands[1]}";
}
