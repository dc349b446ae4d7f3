using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>mean((prediction - target)²) over the axes of a sample (PyTorch's <c>mse_loss</c>).</summary>
internal sealed class MeanSquaredError : Definition
{
    public override string Name => "MeanSquaredError";

    public override int LeastInputs => 2;

    public override Node? Build(Call call)
    {
        Node? difference = Losses.Compare(call, new SubtractOp());
        return difference is null ? null : Losses.MeanOverSample(call, call.AddPart("Square", new SquareOp(), difference));
    }
}
