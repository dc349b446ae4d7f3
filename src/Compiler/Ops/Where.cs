using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>a where the condition is above 0, else b (PyTorch's <c>where</c>).</summary>
internal sealed class Where : Definition
{
    public override string Name => "Where";

    public override int LeastInputs => 3;

    public override Node? Build(Call call)
    {
        Node condition = call.Inputs[0], a = call.Inputs[1], b = call.Inputs[2];
        Shape? chosen = Shape.Broadcast(a.Shape, b.Shape);
        Node? odd = chosen is null ? b : Shape.Broadcast(chosen.Value, condition.Shape) is null ? condition : null;
        if (odd is null)
        {
            return call.Add(new WhereOp(), condition, a, b);
        }

        // The condition may match the one and not the other: it is compared with the larger of the two.
        Node other = odd == b || a.Shape.Rank >= b.Shape.Rank ? a : b;
        call.Report(
            Rules.CannotCombine, "choose between", other.Shape.ToString(), odd.Shape.ToString(), call.Clause(other), call.Clause(odd),
            "Axes are matched from the last one and must be equal or 1: Reshape one of them, or change the layer that made it");
        return null;
    }
}

/// <summary>Inputs: condition, a, b.</summary>
internal sealed record WhereOp : ElementwiseOp
{
    public override string Name => "Where";

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.Select({operands[0]}, {operands[1]}, {operands[2]})";

    public override double? Fold(IReadOnlyList<double> operands) => operands[0] > 0 ? operands[1] : operands[2];

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[1]} where {operands[0]} > 0, else {operands[2]}";

    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        Node condition = node.Inputs[0], a = node.Inputs[1], b = node.Inputs[2];
        if (gradients.Needs(a))
        {
            gradients.Add(a, gradients.Apply(new WhereOp(), condition, dOutput, gradients.Constant(0)));
        }

        if (gradients.Needs(b))
        {
            gradients.Add(b, gradients.Apply(new WhereOp(), condition, gradients.Constant(0), dOutput));
        }
    }
}
