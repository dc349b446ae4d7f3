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

    public override string? Kernel => "Gelu.Forward";

    protected override string Vector(string x) => $"VectorMath.Gelu({x})";

    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) =>
        gradients.Apply(new GELUGradientOp(), x, dy);
}

/// <summary>(Φ(x) + x·φ(x))·dy, φ the normal density. Inputs: x, dy.</summary>
internal sealed record GELUGradientOp : SlopeOp
{
    public override string Name => "GELUGradient";

    public override long Flops(Node node) => (Cost.NormalDistribution + Cost.Exponential) * node.Type.Size;

    public override string? Kernel => "Gelu.Gradient";

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.GeluSlope({operands[0]}) * {operands[1]}";

    public override string Formula(IReadOnlyList<string> operands) => $"gelu'({operands[0]})·{operands[1]}";
}
