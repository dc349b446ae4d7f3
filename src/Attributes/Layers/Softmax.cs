namespace CompiledNets;

/// <summary>Probabilities over the last axis: <c>eˣⁱ / Σⱼ eˣʲ</c>. PyTorch's <c>Softmax(dim=-1)</c>.</summary>
public sealed class SoftmaxAttribute : LayerAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="SoftmaxAttribute"/>
    /// <param name="x">(…, classes); the shape stays.</param>
    public static Tensor Softmax(Tensor x) => throw Description.Only;
}
