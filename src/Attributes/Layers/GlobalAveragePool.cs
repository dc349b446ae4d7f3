namespace CompiledNets;

/// <summary>The mean of each channel: (channels, …) to (channels). PyTorch's <c>AdaptiveAvgPool2d(1)</c> and a flatten.</summary>
public sealed class GlobalAveragePoolAttribute : LayerAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="GlobalAveragePoolAttribute"/>
    /// <param name="x">(channels, …).</param>
    public static Tensor GlobalAveragePool(Tensor x) => throw Description.Only;
}
