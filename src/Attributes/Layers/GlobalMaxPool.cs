namespace CompiledNets;

/// <summary>The largest value of each channel: (channels, …) to (channels). PyTorch's <c>AdaptiveMaxPool2d(1)</c> and a flatten, with
/// the gradient of <c>amax</c>: equal maxima share it.</summary>
public sealed class GlobalMaxPoolAttribute : LayerAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="GlobalMaxPoolAttribute"/>
    /// <param name="x">(channels, …).</param>
    public static Tensor GlobalMaxPool(Tensor x) => throw Description.Only;
}
