namespace CompiledNets;

/// <summary>Layer normalisation over the last axis: <c>y = (x − μ) / √(σ² + ε) · γ + β</c>, with μ and σ² of each row (Ba, Kiros and
/// Hinton 2016). The shape stays. PyTorch's <c>LayerNorm</c>.</summary>
/// <remarks>Weight γ and bias β (features).</remarks>
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>ε, added to the variance.</summary>
    public double Epsilon { get; set; } = 1e-5;
}

public static partial class Ops
{
    /// <inheritdoc cref="LayerNormAttribute"/>
    /// <param name="x">(…, features).</param>
    /// <param name="epsilon">ε, added to the variance.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    public static Tensor LayerNorm(Tensor x, double epsilon = 1e-5, string? name = null) => throw Description.Only;
}
