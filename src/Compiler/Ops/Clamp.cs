using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>x moved into [low, high] (PyTorch's <c>clamp</c>).</summary>
internal sealed class Clamp : UnaryDefinition
{
    public override string Name => "Clamp";

    protected override Op Op(Call call)
    {
        double low = call.Number("low", null, Numbers.IsFinite, Numbers.Finite), high = call.Number("high", null, Numbers.IsFinite, Numbers.Finite);
        if (low > high && !call.Failed)
        {
            call.ReportAt("high", Rules.BadArgument, "Clamp", "high", Names.Number(high), $"at least 'low', {Names.Number(low)}");
        }

        return new ClampOp(low, high);
    }
}

internal sealed record ClampOp(double Low, double High) : UnaryOp
{
    public override string Name => "Clamp";

    public override double? Fold(IReadOnlyList<double> operands) => Math.Min(Math.Max(operands[0], Low), High);

    protected override string Vector(string x) => $"VectorMath.Clamp({x}, {Names.Float(Low)}, {Names.Float(High)})";

    protected override string Formula(string x) => $"clamp({x}, {Names.Float(Low)}, {Names.Float(High)})";

    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) => gradients.Apply(new ClampGradientOp(Low, High), x, dy);
}

/// <summary>dy where x is from low to high, else 0. Inputs: x, dy.</summary>
internal sealed record ClampGradientOp(double Low, double High) : SlopeOp
{
    public override string Name => "ClampGradient";

    public override string Vector(IReadOnlyList<string> operands) =>
        $"VectorMath.ClampSlope({operands[0]}, {Names.Float(Low)}, {Names.Float(High)}) * {operands[1]}";

    public override string Formula(IReadOnlyList<string> operands) =>
        $"{operands[1]} where {Names.Float(Low)} ≤ {operands[0]} ≤ {Names.Float(High)}, else 0";
}
