namespace CompiledNets;

/// <summary>Rectifier: <c>max(0, x)</c>. PyTorch's <c>ReLU</c>.</summary>
public sealed class ReLUAttribute : LayerAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="ReLUAttribute"/>
    /// <param name="x">Any shape; it stays.</param>
    public static Tensor ReLU(Tensor x) => throw Description.Only;
}
