using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>1 where a > b, else 0.</summary>
internal sealed class Greater : BinaryDefinition
{
    public override string Name => "Greater";

    protected override string Verb => "compare";

    protected override Op Op => new GreaterOp();
}

/// <summary>A step: its gradient is 0 wherever it has one.</summary>
internal sealed record GreaterOp : ElementwiseOp
{
    public override string Name => "Greater";

    public override string Vector(IReadOnlyList<string> operands) => $"VectorMath.IsGreater({operands[0]}, {operands[1]})";

    public override double? Fold(IReadOnlyList<double> operands) => operands[0] > operands[1] ? 1 : 0;

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]} > {operands[1]} ? 1 : 0";
}
