using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>x·Φ(x), Φ the normal distribution function: the exact form (Hendrycks and Gimpel 2016).</summary>
internal sealed class GELU : UnaryDefinition
{
    public override string Name => "GELU";

    protected override Op Op(Call call) => new GELUOp();
}

internal sealed record GELUOp : UnaryOp
{
    public override string Name => "GELU";

    public override long Flops(Node node) => Cost.NormalDistribution * node.Type.Size;

    protected override string Vector(string x) => $"VectorMath.Gelu({x})";

    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) =>
        gradients.Multiply(dy, gradients.Apply(new GELUSlopeOp(), x));
}

/// <summary>Φ(x) + x·φ(x), φ the normal density.</summary>
internal sealed record GELUSlopeOp : SlopeOp
{
    public override string Name => "GELUSlope";

    public override long Flops(Node node) => (Cost.NormalDistribution + Cost.Exponential) * node.Type.Size;

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.GeluSlope({operands[0]})";

    public override string Formula(IReadOnlyList<string> operands) => $"gelu'({operands[0]})";
}
