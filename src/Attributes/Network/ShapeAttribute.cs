namespace CompiledNets;

/// <summary>The shape of one sample of an entry point's parameter: <c>[Shape(784)] Tensor x</c>; <c>[Shape]</c> is one value.</summary>
/// <param name="shape">Extents, each at least 1; none for one value per sample.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ShapeAttribute(params int[] shape) : Attribute
{
    /// <summary>The extents of one sample.</summary>
    public IReadOnlyList<int> Shape { get; } = shape;
}
