using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>The mean of -(t·ln p + (1 - t)·ln(1 - p)) over the axes of a sample, logarithms cut at -100 (PyTorch's
/// <c>binary_cross_entropy</c>).</summary>
internal sealed class BinaryCrossEntropy : Definition
{
    public override string Name => "BinaryCrossEntropy";

    public override int LeastInputs => 2;

    public override Node? Build(Call call) =>
        Losses.Compare(call, new BinaryCrossEntropyOp(), "Entropy") is { } entropy ? Losses.MeanOverSample(call, entropy) : null;
}

/// <summary>Inputs: probability p, target t.</summary>
internal sealed record BinaryCrossEntropyOp : ElementwiseOp
{
    public override string Name => "BinaryCrossEntropy";

    public override long Flops(Node node) => 2 * Cost.Logarithm * node.Type.Size;

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.BinaryCrossEntropy({operands[0]}, {operands[1]})";

    public override string Formula(IReadOnlyList<string> operands) => $"bce({operands[0]}, {operands[1]})";

    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        Node p = node.Inputs[0], t = node.Inputs[1];
        if (gradients.Needs(p))
        {
            gradients.Add(p, gradients.Multiply(dOutput, gradients.Apply(new BinaryCrossEntropySlopeOp(), p, t)));
        }

        if (gradients.Needs(t))
        {
            gradients.Add(t, gradients.Multiply(dOutput, gradients.Apply(new BinaryCrossEntropyTargetSlopeOp(), p)));
        }
    }
}

/// <summary>(p - t) / (p(1 - p)), the divisor at least 1e-12. Inputs: p, t.</summary>
internal sealed record BinaryCrossEntropySlopeOp : SlopeOp
{
    public override string Name => "BinaryCrossEntropySlope";

    public override long Flops(Node node) => 4L * node.Type.Size;

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.BinaryCrossEntropySlope({operands[0]}, {operands[1]})";

    public override string Formula(IReadOnlyList<string> operands) => $"({operands[0]} - {operands[1]}) / ({operands[0]}·(1 - {operands[0]}))";
}

/// <summary>ln(1 - p) - ln p. Input: p.</summary>
internal sealed record BinaryCrossEntropyTargetSlopeOp : SlopeOp
{
    public override string Name => "BinaryCrossEntropyTargetSlope";

    public override long Flops(Node node) => 2 * Cost.Logarithm * node.Type.Size;

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.BinaryCrossEntropyTargetSlope({operands[0]})";

    public override string Formula(IReadOnlyList<string> operands) => $"ln(1 - {operands[0]}) - ln {operands[0]}";
}
