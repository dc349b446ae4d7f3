using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>The binary cross-entropy of σ(logits), without the detour through σ: the mean of max(x, 0) - x·t + ln(1 + e^-|x|) over
/// the axes of a sample (PyTorch's <c>binary_cross_entropy_with_logits</c>).</summary>
internal sealed class BinaryCrossEntropyWithLogits : Definition
{
    public override string Name => "BinaryCrossEntropyWithLogits";

    public override int LeastInputs => 2;

    public override Node? Build(Call call) =>
        Losses.Compare(call, new BinaryCrossEntropyWithLogitsOp(), "Entropy") is { } entropy ? Losses.MeanOverSample(call, entropy) : null;
}

/// <summary>Inputs: logits x, target t.</summary>
internal sealed record BinaryCrossEntropyWithLogitsOp : ElementwiseOp
{
    public override string Name => "BinaryCrossEntropyWithLogits";

    public override long Flops(Node node) => (Cost.Exponential + Cost.Logarithm) * node.Type.Size;

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.BinaryCrossEntropyWithLogits({operands[0]}, {operands[1]})";

    public override string Formula(IReadOnlyList<string> operands) => $"bce(σ({operands[0]}), {operands[1]})";

    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        Node x = node.Inputs[0], t = node.Inputs[1];
        if (gradients.Needs(x))
        {
            gradients.Add(x, gradients.Multiply(dOutput, gradients.Apply(new BinaryCrossEntropyWithLogitsSlopeOp(), x, t)));
        }

        if (gradients.Needs(t))
        {
            gradients.Add(t, gradients.Negate(gradients.Multiply(dOutput, x)));
        }
    }
}

/// <summary>σ(x) - t. Inputs: x, t.</summary>
internal sealed record BinaryCrossEntropyWithLogitsSlopeOp : SlopeOp
{
    public override string Name => "BinaryCrossEntropyWithLogitsSlope";

    public override long Flops(Node node) => Cost.Exponential * node.Type.Size;

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.BinaryCrossEntropyWithLogitsSlope({operands[0]}, {operands[1]})";

    public override string Formula(IReadOnlyList<string> operands) => $"σ({operands[0]}) - {operands[1]}";
}
