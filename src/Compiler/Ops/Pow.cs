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
        if (call.Failed)
        {
            return null;
        }

        return exponent switch
        {
            0 => call.Add(new ExpandOp(call.Input.Type), call.Constant(1)),
            1 => call.Input,
            2 => call.Add(new SquareOp(), call.Input),
            0.5 => call.Add(new SqrtOp(), call.Input),
            _ => call.Add(new PowOp(exponent), call.Input),
        };
    }
}

internal sealed record PowOp(double Exponent) : UnaryOp
{
    // As VectorMath.Pow has it.
    private const int LargestMultipliedExponent = 64;

    public override string Name => "Pow";

    public override long Flops(Node node) => (IsMultiplied ? 8 : Cost.Power) * node.Type.Size;

    private bool IsMultiplied => Exponent == Math.Floor(Exponent) && Math.Abs(Exponent) <= LargestMultipliedExponent;

    protected override string Vector(string x) => $"VectorMath.Pow({x}, {Names.Float(Exponent)})";

    protected override string Formula(string x) => $"({x})^{Exponent.ToString("R", CultureInfo.InvariantCulture)}";

    // dx = dy·p·x^(p - 1)
    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients)
    {
        Op lower = Exponent switch
        {
            3 => new SquareOp(),
            1.5 => new SqrtOp(),
            _ => new PowOp(Exponent - 1),
        };
        return gradients.Multiply(dy, gradients.Scale(gradients.Apply(lower, x), Exponent));
    }
}
