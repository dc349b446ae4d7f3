using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>max(x, 0).</summary>
internal sealed class ReLU : UnaryDefinition
{
    public override string Name => "ReLU";

    protected override Op Op(Call call) => new ReLUOp();
}

internal sealed record ReLUOp : UnaryOp
{
    public override string Name => "ReLU";

    protected override string Vector(string x) => $"VectorMath.Relu({x})";

    // The slope is 0 or 1 and can be read off the output, so that the input need not be kept.
    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) => gradients.Apply(new ReLUGradientOp(), y, dy);
}

/// <summary>dy where y is positive, else 0. Inputs: y, dy.</summary>
internal sealed record ReLUGradientOp : SlopeOp
{
    public override string Name => "ReLUGradient";

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.StepPositive({operands[0]}) * {operands[1]}";

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[1]} where {operands[0]} > 0";
}
