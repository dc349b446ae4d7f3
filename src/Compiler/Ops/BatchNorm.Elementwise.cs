using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

// The part of batch normalisation that each value does for itself, and its gradient.

/// <summary>y = (x - μ)·inverse·γ + β with inverse = 1/√(σ² + ε). Inputs: x, μ, inverse, γ, β, of which all but x are one
/// value a channel.</summary>
/// <param name="OfBatch">Whether the moments are the batch's own, so that they depend on x.</param>
internal sealed record BatchNormOp(bool OfBatch) : ElementwiseOp
{
    public override string Name => "BatchNorm";

    public override string Vector(IReadOnlyList<string> operands) =>
        $"({operands[0]} - {operands[1]}) * ({operands[2]} * {operands[3]}) + {operands[4]}";

    public override string Formula(IReadOnlyList<string> operands) =>
        $"({operands[0]} - {operands[1]})·{operands[2]}·{operands[3]} + {operands[4]}";

    public override long Flops(Node node) => 4L * node.Type.Size;

    // With x̂ = (x - μ)·inverse and n values a channel in the batch: dβ = Σ dy, dγ = Σ dy·x̂, and, through the moments too,
    // dx = γ·inverse·(dy - dβ/n - x̂·dγ/n).
    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        Node x = node.Inputs[0], mean = node.Inputs[1], inverse = node.Inputs[2], weight = node.Inputs[3], bias = node.Inputs[4];
        bool throughMoments = OfBatch && gradients.Needs(x);
        if (gradients.Needs(x) && !OfBatch)
        {
            gradients.Add(x, gradients.Multiply(gradients.Multiply(dOutput, inverse), weight));
        }

        if (!throughMoments && !gradients.Needs(weight) && !gradients.Needs(bias))
        {
            return;
        }

        Node moments = mean.Inputs[0];
        Node sums = gradients.Apply(new BatchNormSumsOp(), x, gradients.Fit(dOutput, node.Type), moments);
        Node dBias = gradients.Apply(new PartOp(0, bias.Shape), sums);
        Node dWeight = gradients.Apply(new PartOp(bias.Shape.Size, weight.Shape), sums);
        gradients.Add(bias, dBias);
        gradients.Add(weight, dWeight);
        if (throughMoments)
        {
            double pixels = x.Shape.SizeOf(1, x.Shape.Rank);
            Node share = x.Batched ? gradients.Scale(gradients.Apply(new InverseBatchOp()), 1 / pixels) : gradients.Constant(1 / pixels);
            gradients.Add(
                x, gradients.Apply(new BatchNormInputGradientOp(), x, dOutput, mean, inverse, weight, dBias, dWeight, share));
        }
    }
}

/// <summary>dx = (dy - (Σdy + x̂·Σdy·x̂)/n)·inverse·γ. Inputs: x, dy, μ, inverse, γ, Σdy, Σdy·x̂, 1/n.</summary>
internal sealed record BatchNormInputGradientOp : SlopeOp
{
    public override string Name => "BatchNormInputGradient";

    public override string Vector(IReadOnlyList<string> operands) =>
        $"({operands[1]} - ({operands[5]} + ({operands[0]} - {operands[2]}) * ({operands[3]} * {operands[6]})) * {operands[7]}) * ({operands[3]} * {operands[4]})";

    public override string Formula(IReadOnlyList<string> operands) =>
        $"({operands[1]} - ({operands[5]} + ({operands[0]} - {operands[2]})·{operands[3]}·{operands[6]})·{operands[7]})·{operands[3]}·{operands[4]}";

    public override long Flops(Node node) => 6L * node.Type.Size;
}
