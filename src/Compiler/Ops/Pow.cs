using System.Globalization;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>x to a constant power. Exponents that have an op of their own become that.</summary>
internal sealed class Pow : Definition
{
    public override string Name => "Pow";

    public override Node? Build(Call call)
    {
        double exponent = call.Number("exponent", fallback: null, Numbers.IsFinite, Numbers.Finite);
        return call.Failed ? null : Of(call, call.Input, exponent);
    }

    public static Node Of(Call call, Node x, double exponent) => exponent switch
    {
        0 => call.Add(new ExpandOp(x.Type), call.Constant(1)),
        1 => x,
        2 => call.Add(new SquareOp(), x),
        0.5 => call.Add(new SqrtOp(), x),
        _ => call.Add(new PowOp(exponent), x),
    };
}

internal sealed record PowOp(double Exponent) : UnaryOp
{
    // As VectorMath.Pow has it.
    private const int LargestMultipliedExponent = 64;

    public override string Name => "Pow";

    public override long Flops(Node node) => FlopsOf(Exponent) * node.Type.Size;

    internal static long FlopsOf(double exponent) =>
        exponent == Math.Floor(exponent) && Math.Abs(exponent) <= LargestMultipliedExponent ? 8 : Cost.Power;

    internal static string Text(double exponent) => ((float)exponent).ToString("R", CultureInfo.InvariantCulture);

    public override double? Fold(IReadOnlyList<double> operands) => Math.Pow(operands[0], Exponent);

    protected override string Vector(string x) => $"VectorMath.Pow({x}, {Names.Float(Exponent)})";

    protected override string Formula(string x) => $"({x})^{Text(Exponent)}";

    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) => gradients.Apply(new PowGradientOp(Exponent), x, dy);
}

/// <summary>p·x^(p - 1)·dy. Inputs: x, dy.</summary>
internal sealed record PowGradientOp(double Exponent) : SlopeOp
{
    public override string Name => "PowGradient";

    public override long Flops(Node node) => PowOp.FlopsOf(Exponent - 1) * node.Type.Size;

    public override string Vector(IReadOnlyList<string> operands) =>
        $"VectorMath.Pow({operands[0]}, {Names.Float(Exponent - 1)}) * {Names.Float(Exponent)} * {operands[1]}";

    public override string Formula(IReadOnlyList<string> operands) =>
        $"{PowOp.Text(Exponent)}·({operands[0]})^{PowOp.Text(Exponent - 1)}·{operands[1]}";
}
