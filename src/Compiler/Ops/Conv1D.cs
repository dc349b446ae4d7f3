namespace CompiledNets.Compiler.Ops;

/// <summary>Convolution over sequences, (channels, n) to (filters, n'), with the weight [filters, channels/groups, k] (PyTorch's
/// <c>Conv1d</c>).</summary>
internal sealed class Conv1D : ConvolutionDefinition
{
    public override string Name => "Conv1D";

    protected override Window Window(Call call) => Ops.Window.OfLine(call);
}
