using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>1 where a is below b, else 0: b > a.</summary>
internal sealed class Less : Definition
{
    public override string Name => "Less";

    public override int LeastInputs => 2;

    public override Node? Build(Call call) => BinaryDefinition.Combine(call, "compare", new GreaterOp(), call.Inputs[1], call.Inputs[0]);
}
