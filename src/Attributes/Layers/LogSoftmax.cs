namespace CompiledNets;

/// <summary>Log-probabilities over the last axis: <c>xᵢ − log Σⱼ eˣʲ</c>, without overflow. PyTorch's <c>LogSoftmax(dim=-1)</c>.</summary>
public sealed class LogSoftmaxAttribute : LayerAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="LogSoftmaxAttribute"/>
    /// <param name="x">(…, classes); the shape stays.</param>
    public static Tensor LogSoftmax(Tensor x) => throw Description.Only;
}
