namespace CompiledNets;

/// <summary><c>x·tanh(ln(1 + eˣ))</c> (Misra 2019). PyTorch's <c>Mish</c>.</summary>
public sealed class MishAttribute : LayerAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="MishAttribute"/>
    /// <param name="x">Any shape; it stays.</param>
    public static Tensor Mish(Tensor x) => throw Description.Only;
}
