namespace CompiledNets;

/// <summary>Normalisation over groups of channels of each sample: <c>y = (x − μ) / √(σ² + ε) · γ + β</c>, with μ and σ² of each group and
/// γ and β of each channel, which is axis 0 (Wu and He 2018). The shape stays. PyTorch's <c>GroupNorm</c>.</summary>
/// <remarks>Weight γ and bias β (channels).</remarks>
/// <param name="groups">A divisor of the channels.</param>
public sealed class GroupNormAttribute(int groups) : LayerAttribute
{
    /// <summary>A divisor of the channels.</summary>
    public int Groups { get; } = groups;

    /// <summary>ε, added to the variance.</summary>
    public double Epsilon { get; set; } = 1e-5;
}

public static partial class Ops
{
    /// <inheritdoc cref="GroupNormAttribute"/>
    /// <param name="x">(channels, …).</param>
    /// <param name="groups">A divisor of the channels.</param>
    /// <param name="epsilon">ε, added to the variance.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    public static Tensor GroupNorm(Tensor x, int groups, double epsilon = 1e-5, string? name = null) => throw Description.Only;
}
