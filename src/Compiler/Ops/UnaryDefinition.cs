using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>A function of one tensor, applied to each value: what is common to the activations and the unary maths.</summary>
internal abstract class UnaryDefinition : Definition
{
    protected abstract Op Op(Call call);

    public override Node? Build(Call call)
    {
        Op op = Op(call);
        return call.Failed ? null : call.Add(op, call.Input);
    }
}

/// <summary>An elementwise op of one input whose gradient is dy times a slope.</summary>
internal abstract record UnaryOp : ElementwiseOp
{
    public sealed override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[0], Slope(node.Inputs[0], node, dOutput, gradients));

    public sealed override string Vector(IReadOnlyList<string> operands) => Vector(operands[0]);

    public sealed override string Formula(IReadOnlyList<string> operands) => Formula(operands[0]);

    protected abstract string Vector(string x);

    protected virtual string Formula(string x) => $"{Name.ToLowerInvariant()}({x})";

    /// <summary>The gradient of the input <paramref name="x"/>, given the output <paramref name="y"/> and its gradient.</summary>
    protected abstract Node Slope(Node x, Node y, Node dy, Gradients gradients);
}

/// <summary>An elementwise op that stands in gradients only, and is not differentiated itself.</summary>
internal abstract record SlopeOp : ElementwiseOp
{
    public override string Formula(IReadOnlyList<string> operands) => $"{Name}({string.Join(", ", operands)})";
}
