using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>mean |prediction - target| over the axes of a sample (PyTorch's <c>l1_loss</c>).</summary>
internal sealed class MeanAbsoluteError : Definition
{
    public override string Name => "MeanAbsoluteError";

    public override int LeastInputs => 2;

    public override Node? Build(Call call)
    {
        Node? difference = Losses.Compare(call, new SubtractOp());
        return difference is null ? null : Losses.MeanOverSample(call, call.AddPart("Magnitude", new AbsOp(), difference));
    }
}
