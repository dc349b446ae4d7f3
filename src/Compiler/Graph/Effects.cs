namespace CompiledNets.Compiler.Graphs;

/// <summary>Stores its input into the caller's span number <paramref name="Index"/>.</summary>
internal sealed record OutputOp(int Index, string ResultName) : ElementwiseOp
{
    public override string Name => "output";

    public override bool IsEffect => true;

    public override string Vector(IReadOnlyList<string> operands) => operands[0];

    public override string Formula(IReadOnlyList<string> operands) => operands[0];

    public override long Flops(Node node) => 0;
}

/// <summary>Adds its input to a parameter's gradient.</summary>
internal sealed record AccumulateOp(StoredTensor Tensor) : ElementwiseOp
{
    public override string Name => "accumulate";

    public override bool IsEffect => true;

    public override string Vector(IReadOnlyList<string> operands) => operands[0];

    public override string Formula(IReadOnlyList<string> operands) => operands[0];
}
