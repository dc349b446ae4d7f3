namespace CompiledNets;

/// <summary>Batch normalisation over axis 0 as channels: <c>y = (x − μ) / √(σ² + ε) · γ + β</c> per channel (Ioffe and Szegedy 2015).
/// The shape stays. PyTorch's <c>BatchNorm1d</c> and <c>BatchNorm2d</c>.</summary>
/// <remarks>In training μ and σ² are the batch's and the running statistics follow them; in inference they are the running
/// statistics. Weight γ and bias β (channels); state running_mean and running_var (channels).</remarks>
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>ε, added to the variance.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>How far a batch moves the running statistics: <c>running += momentum · (batch − running)</c>.</summary>
    public double Momentum { get; set; } = 0.1;
}

public static partial class Ops
{
    /// <inheritdoc cref="BatchNormAttribute"/>
    /// <param name="x">(channels, …).</param>
    /// <param name="epsilon">ε, added to the variance.</param>
    /// <param name="momentum">How far a batch moves the running statistics: <c>running += momentum · (batch − running)</c>.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    public static Tensor BatchNorm(Tensor x, double epsilon = 1e-5, double momentum = 0.1, string? name = null) =>
        throw Description.Only;
}
