namespace CompiledNets;

/// <summary>The same values in another shape, in row-major order. PyTorch's <c>reshape</c> on one sample.</summary>
/// <param name="shape">As many elements as before; one extent may be -1 and is worked out from the others.</param>
public sealed class ReshapeAttribute(params int[] shape) : LayerAttribute
{
    /// <summary>The new extents.</summary>
    public IReadOnlyList<int> Shape { get; } = shape;
}

public static partial class Ops
{
    /// <inheritdoc cref="ReshapeAttribute"/>
    /// <param name="x">Any shape.</param>
    /// <param name="shape">As many elements as before; one extent may be -1 and is worked out from the others.</param>
    public static Tensor Reshape(Tensor x, params int[] shape) => throw Description.Only;
}
