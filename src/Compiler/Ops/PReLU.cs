using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>x where positive, else slope·x with a learned slope, one for all or one per channel (He et al. 2015; PyTorch's
/// <c>PReLU</c>).</summary>
internal sealed class PReLU : Definition
{
    public override string Name => "PReLU";

    public override Node? Build(Call call)
    {
        bool perChannel = call.Flag("perChannel", false);
        Shape shape = call.Input.Shape;
        if (perChannel && shape.Rank == 0)
        {
            call.Report(Rules.WrongRank, "PReLU", "channels on axis 0, as in (channels,height,width)", call.Describe(), "Reshape(1) makes one value an axis");
            return null;
        }

        int slopes = perChannel ? shape[0] : 1;
        Node weight = call.Parameter("Weight", Shape.Of(slopes), shape.Size / slopes, shape.Size / slopes, "Quarter");
        if (call.Failed)
        {
            return null;
        }

        Shape broadcast = Shape.Of([.. Enumerable.Range(0, shape.Rank).Select(axis => axis == 0 ? slopes : 1)]);
        return call.Add(new PReLUOp(), call.Input, call.Reshape(weight, broadcast));
    }
}

/// <summary>Inputs: x, slope.</summary>
internal sealed record PReLUOp : ElementwiseOp
{
    public override string Name => "PReLU";

    public override long Flops(Node node) => 2L * node.Type.Size;

    public override string Vector(IReadOnlyList<string> operands) =>
        $"VectorMath.Select({operands[0]}, {operands[0]}, {operands[0]} * {operands[1]})";

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]} where {operands[0]} > 0, else {operands[0]}·{operands[1]}";

    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        Node x = node.Inputs[0], slope = node.Inputs[1];
        if (gradients.Needs(x))
        {
            gradients.Add(x, gradients.Apply(new WhereOp(), x, dOutput, gradients.Multiply(dOutput, slope)));
        }

        if (gradients.Needs(slope))
        {
            gradients.Add(slope, gradients.Apply(new WhereOp(), x, gradients.Constant(0), gradients.Multiply(dOutput, x)));
        }
    }
}
