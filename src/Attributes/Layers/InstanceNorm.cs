namespace CompiledNets;

/// <summary>Normalisation of each channel of each sample by itself: <c>y = (x − μ) / √(σ² + ε) · γ + β</c> (Ulyanov, Vedaldi and Lempitsky
/// 2016). The shape stays. PyTorch's <c>InstanceNorm2d(affine=True)</c>.</summary>
/// <remarks>Weight γ and bias β (channels). There are no running statistics.</remarks>
public sealed class InstanceNormAttribute : LayerAttribute
{
    /// <summary>ε, added to the variance.</summary>
    public double Epsilon { get; set; } = 1e-5;
}

public static partial class Ops
{
    /// <inheritdoc cref="InstanceNormAttribute"/>
    /// <param name="x">(channels, …), with at least one axis after the channels.</param>
    /// <param name="epsilon">ε, added to the variance.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    public static Tensor InstanceNorm(Tensor x, double epsilon = 1e-5, string? name = null) => throw Description.Only;
}
