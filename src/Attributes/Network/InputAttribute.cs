namespace CompiledNets;

/// <summary>The shape of one sample that enters a class-level chain: <c>[Input(1, 28, 28)]</c>.</summary>
/// <param name="shape">Extents, each at least 1; images are (channels, height, width), sequences (steps, features).</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>The extents of one sample.</summary>
    public IReadOnlyList<int> Shape { get; } = shape;
}
