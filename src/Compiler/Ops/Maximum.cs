using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

// The larger and the smaller of each pair. Equal ones share the gradient, half each, as in PyTorch.

internal sealed class Maximum : BinaryDefinition
{
    public override string Name => "Maximum";

    protected override string Verb => "compare";

    protected override Op Op => new MaximumOp();
}

internal sealed record MaximumOp : ElementwiseOp
{
    public override string Name => "Maximum";

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.Max({operands[0]}, {operands[1]})";

    public override double? Fold(IReadOnlyList<double> operands) => Math.Max(operands[0], operands[1]);

    public override string Formula(IReadOnlyList<string> operands) => $"max({operands[0]}, {operands[1]})";

    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        Node a = node.Inputs[0], b = node.Inputs[1];
        GreaterGradientOp.Share(a, a, b, dOutput, gradients);
        GreaterGradientOp.Share(b, b, a, dOutput, gradients);
    }
}

/// <summary>dy where a > b, half of it where they are equal, else 0. Inputs: a, b, dy.</summary>
internal sealed record GreaterGradientOp : SlopeOp
{
    public override string Name => "GreaterGradient";

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.Greater({operands[0]}, {operands[1]}) * {operands[2]}";

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[2]} where {operands[0]} > {operands[1]}";

    /// <summary>Gives <paramref name="value"/> the gradient where <paramref name="winner"/> is the greater one.</summary>
    public static void Share(Node value, Node winner, Node loser, Node dOutput, Gradients gradients)
    {
        if (gradients.Needs(value))
        {
            gradients.Add(value, gradients.Apply(new GreaterGradientOp(), winner, loser, dOutput));
        }
    }
}
