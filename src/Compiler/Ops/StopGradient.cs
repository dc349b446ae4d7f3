using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>The value itself, through which no gradient flows (PyTorch's <c>detach</c>).</summary>
internal sealed class StopGradient : Definition
{
    public override string Name => "StopGradient";

    public override Node Build(Call call) => call.Add(new StopGradientOp(), call.Input);
}

/// <summary>Differentiation does not look behind it.</summary>
internal sealed record StopGradientOp : ViewOp
{
    public override string Name => "StopGradient";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;
}
