using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

internal sealed class Minimum : BinaryDefinition
{
    public override string Name => "Minimum";

    protected override string Verb => "compare";

    protected override Op Op => new MinimumOp();
}

internal sealed record MinimumOp : ElementwiseOp
{
    public override string Name => "Minimum";

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.Min({operands[0]}, {operands[1]})";

    public override double? Fold(IReadOnlyList<double> operands) => Math.Min(operands[0], operands[1]);

    public override string Formula(IReadOnlyList<string> operands) => $"min({operands[0]}, {operands[1]})";

    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        Node a = node.Inputs[0], b = node.Inputs[1];
        GreaterGradientOp.Share(a, b, a, dOutput, gradients);
        GreaterGradientOp.Share(b, a, b, dOutput, gradients);
    }
}
