using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>x where positive, else α(eˣ - 1) (Clevert et al. 2015).</summary>
internal sealed class ELU : UnaryDefinition
{
    public override string Name => "ELU";

    protected override Op Op(Call call) => new ELUOp(call.Number("alpha", 1, Numbers.IsFinite, Numbers.Finite));
}

internal sealed record ELUOp(double Alpha) : UnaryOp
{
    public override string Name => "ELU";

    public override long Flops(Node node) => Cost.Exponential * node.Type.Size;

    protected override string Vector(string x) => $"VectorMath.Elu({x}, {Names.Float(Alpha)})";

    protected override string Formula(string x) => $"elu({x}, {Names.Float(Alpha)})";

    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) =>
        gradients.Apply(new ELUGradientOp(Alpha), x, dy);
}

/// <summary>dy where x is positive, else α·eˣ·dy. Inputs: x, dy.</summary>
internal sealed record ELUGradientOp(double Alpha) : SlopeOp
{
    public override string Name => "ELUGradient";

    public override long Flops(Node node) => Cost.Exponential * node.Type.Size;

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.EluSlope({operands[0]}, {Names.Float(Alpha)}) * {operands[1]}";

    public override string Formula(IReadOnlyList<string> operands) => $"elu'({operands[0]}, {Names.Float(Alpha)})·{operands[1]}";
}
