namespace CompiledNets;

/// <summary>x above zero, <c>slope·x</c> below, with a learned slope (He et al. 2015). The shape stays. PyTorch's <c>PReLU</c>.</summary>
/// <remarks>Weight (1), or (channels) with a slope per channel; it starts at 0.25.</remarks>
public sealed class PReLUAttribute : LayerAttribute
{
    /// <summary>Whether each channel, which is the first axis of a sample, has a slope of its own.</summary>
    public bool PerChannel { get; set; }
}

public static partial class Ops
{
    /// <inheritdoc cref="PReLUAttribute"/>
    /// <param name="x">Any shape, or (channels, …) with a slope per channel.</param>
    /// <param name="perChannel">Whether each channel, which is the first axis of a sample, has a slope of its own.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    public static Tensor PReLU(Tensor x, bool perChannel = false, string? name = null) => throw Description.Only;
}
