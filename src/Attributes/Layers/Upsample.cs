namespace CompiledNets;

/// <summary>Each pixel repeated factor times along both axes: (channels, h, w) to (channels, h·factor, w·factor). PyTorch's
/// <c>Upsample(mode="nearest")</c>.</summary>
/// <param name="factor">At least 1.</param>
public sealed class UpsampleAttribute(int factor) : LayerAttribute
{
    /// <summary>At least 1.</summary>
    public int Factor { get; } = factor;
}

public static partial class Ops
{
    /// <inheritdoc cref="UpsampleAttribute"/>
    /// <param name="x">(channels, h, w).</param>
    /// <param name="factor">At least 1.</param>
    public static Tensor Upsample(Tensor x, int factor) => throw Description.Only;
}
