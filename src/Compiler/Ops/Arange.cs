using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>The ints 0, 1, …, count - 1, for every sample (PyTorch's <c>arange</c>).</summary>
internal sealed class Arange : Definition
{
    public override string Name => "Arange";

    public override int LeastInputs => 0;

    public override Node? Build(Call call)
    {
        int count = call.Integer("count");
        return call.Failed ? null : call.Add(new ArangeOp(count));
    }
}
