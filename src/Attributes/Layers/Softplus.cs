namespace CompiledNets;

/// <summary>Smooth rectifier: <c>log(1 + eˣ)</c>. PyTorch's <c>Softplus</c>.</summary>
public sealed class SoftplusAttribute : LayerAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="SoftplusAttribute"/>
    /// <param name="x">Any shape; it stays.</param>
    public static Tensor Softplus(Tensor x) => throw Description.Only;
}
