using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>ln(1 + eˣ).</summary>
internal sealed class Softplus : UnaryDefinition
{
    public override string Name => "Softplus";

    protected override Op Op(Call call) => new SoftplusOp();
}

internal sealed record SoftplusOp : UnaryOp
{
    public override string Name => "Softplus";

    public override long Flops(Node node) => (Cost.Exponential + Cost.Logarithm) * node.Type.Size;

    protected override string Vector(string x) => $"VectorMath.Softplus({x})";

    // dx = dy·σ(x)
    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) =>
        gradients.Multiply(dy, gradients.Apply(new SigmoidOp(), x));
}
