using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>The largest value of each window of a sequence (PyTorch's <c>MaxPool1d</c>).</summary>
internal sealed class MaxPool1D : PoolDefinition
{
    public override string Name => "MaxPool1D";

    protected override Window Window(Call call) => Ops.Window.OfLinePooling(call);

    protected override Op Op(Window window) => new MaxPool2DOp(window);
}
