namespace CompiledNets;

/// <summary>All axes as one, in row-major order: (channels, h, w) to (channels·h·w). PyTorch's <c>Flatten</c>.</summary>
public sealed class FlattenAttribute : LayerAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="FlattenAttribute"/>
    /// <param name="x">Any shape.</param>
    public static Tensor Flatten(Tensor x) => throw Description.Only;
}
