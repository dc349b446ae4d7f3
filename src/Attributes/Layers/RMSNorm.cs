namespace CompiledNets;

/// <summary>Root mean square normalisation over the last axis: <c>y = x / √(mean(x²) + ε) · γ</c> (Zhang and Sennrich 2019). The shape
/// stays. PyTorch's <c>RMSNorm</c>.</summary>
/// <remarks>Weight γ (features).</remarks>
public sealed class RMSNormAttribute : LayerAttribute
{
    /// <summary>ε, added to the mean square.</summary>
    public double Epsilon { get; set; } = 1e-5;
}

public static partial class Ops
{
    /// <inheritdoc cref="RMSNormAttribute"/>
    /// <param name="x">(…, features).</param>
    /// <param name="epsilon">ε, added to the mean square.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    public static Tensor RMSNorm(Tensor x, double epsilon = 1e-5, string? name = null) => throw Description.Only;
}
