namespace CompiledNets;

/// <summary><c>x / (1 + |x|)</c>. PyTorch's <c>Softsign</c>.</summary>
public sealed class SoftsignAttribute : LayerAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="SoftsignAttribute"/>
    /// <param name="x">Any shape; it stays.</param>
    public static Tensor Softsign(Tensor x) => throw Description.Only;
}
