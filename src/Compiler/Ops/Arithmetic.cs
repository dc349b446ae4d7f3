using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

// a + b, a - b, a · b, a / b and -a with NumPy's broadcasting over per-sample shapes.

/// <summary>A definition of two tensors that broadcast against each other.</summary>
internal abstract class BinaryDefinition : Definition
{
    public override int LeastInputs => 2;

    /// <summary>For messages: <c>add</c>.</summary>
    protected abstract string Verb { get; }

    protected abstract Op Op { get; }

    public override Node? Build(Call call) => Combine(call, Verb, Op, call.Inputs[0], call.Inputs[1]);

    /// <summary>Adds <paramref name="op"/> over two values, or reports that their shapes do not match.</summary>
    public static Node? Combine(Call call, string verb, Op op, Node left, Node right)
    {
        if (Shape.Broadcast(left.Shape, right.Shape) is not null)
        {
            return call.Add(op, left, right);
        }

        Mismatch why = Mismatch.Of(call.Operand(left), call.Operand(right));
        call.Report(Rules.CannotCombine, why.Repair, verb, left.Shape.ToString(), right.Shape.ToString(), why.First, why.Second, why.Advice);
        return null;
    }
}

internal sealed class Add : BinaryDefinition
{
    public override string Name => "Add";

    protected override string Verb => "add";

    protected override Op Op => new AddOp();
}

internal sealed record AddOp : ElementwiseOp
{
    public override string Name => "Add";

    public override string Vector(IReadOnlyList<string> operands) => $"{operands[0]} + {operands[1]}";

    public override double? Fold(IReadOnlyList<double> operands) => operands[0] + operands[1];

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]} + {operands[1]}";

    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        gradients.Add(node.Inputs[0], dOutput);
        gradients.Add(node.Inputs[1], dOutput);
    }
}

internal sealed class Subtract : BinaryDefinition
{
    public override string Name => "Subtract";

    protected override string Verb => "subtract";

    protected override Op Op => new SubtractOp();
}

internal sealed record SubtractOp : ElementwiseOp
{
    public override string Name => "Subtract";

    public override string Vector(IReadOnlyList<string> operands) => $"{operands[0]} - {operands[1]}";

    public override double? Fold(IReadOnlyList<double> operands) => operands[0] - operands[1];

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]} - {operands[1]}";

    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        gradients.Add(node.Inputs[0], dOutput);
        if (gradients.Needs(node.Inputs[1]))
        {
            gradients.Add(node.Inputs[1], gradients.Negate(dOutput));
        }
    }
}

internal sealed class Multiply : BinaryDefinition
{
    public override string Name => "Multiply";

    protected override string Verb => "multiply";

    protected override Op Op => new MultiplyOp();
}

internal sealed record MultiplyOp : ElementwiseOp
{
    public override string Name => "Multiply";

    public override string Vector(IReadOnlyList<string> operands) => $"{operands[0]} * {operands[1]}";

    public override double? Fold(IReadOnlyList<double> operands) => operands[0] * operands[1];

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]}·{operands[1]}";

    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        Node left = node.Inputs[0], right = node.Inputs[1];
        if (gradients.Needs(left))
        {
            gradients.Add(left, gradients.Multiply(dOutput, right));
        }

        if (gradients.Needs(right))
        {
            gradients.Add(right, gradients.Multiply(dOutput, left));
        }
    }
}

internal sealed class Divide : BinaryDefinition
{
    public override string Name => "Divide";

    protected override string Verb => "divide";

    protected override Op Op => new DivideOp();
}

internal sealed record DivideOp : ElementwiseOp
{
    public override string Name => "Divide";

    public override string Vector(IReadOnlyList<string> operands) => $"{operands[0]} / {operands[1]}";

    public override double? Fold(IReadOnlyList<double> operands) => operands[0] / operands[1];

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]} / {operands[1]}";

    // d(a/b) = da/b - (a/b)·db/b
    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        Node share = gradients.Binary(new DivideOp(), dOutput, node.Inputs[1]);
        gradients.Add(node.Inputs[0], share);
        if (gradients.Needs(node.Inputs[1]))
        {
            gradients.Add(node.Inputs[1], gradients.Negate(gradients.Multiply(share, node)));
        }
    }
}

internal sealed class Negate : Definition
{
    public override string Name => "Negate";

    public override Node Build(Call call) => call.Add(new NegateOp(), call.Input);
}

internal sealed record NegateOp : ElementwiseOp
{
    public override string Name => "Negate";

    public override string Vector(IReadOnlyList<string> operands) => $"-{operands[0]}";

    public override double? Fold(IReadOnlyList<double> operands) => -operands[0];

    public override string Formula(IReadOnlyList<string> operands) => $"-{operands[0]}";

    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[0], gradients.Negate(dOutput));
}

/// <summary>Repeats a value along broadcast axes, and along the batch.</summary>
internal sealed record ExpandOp(TensorType Type) : ElementwiseOp
{
    public override string Name => "Expand";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => Type;

    public override string Vector(IReadOnlyList<string> operands) => operands[0];

    public override double? Fold(IReadOnlyList<double> operands) => operands[0];

    public override string Formula(IReadOnlyList<string> operands) => operands[0];

    public override long Flops(Node node) => 0;

    public override void Differentiate(Node node, Node dOutput, Gradients gradients) => gradients.Add(node.Inputs[0], dOutput);
}
