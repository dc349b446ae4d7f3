using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>One tensor of a safetensors file, as its header describes it.</summary>
/// <param name="Name">Its name, unique in the file.</param>
/// <param name="Type">How its elements are stored.</param>
/// <param name="Shape">Its extents, outermost first; empty for a scalar. The product, in bytes, fits a <c>long</c>.</param>
/// <param name="Begin">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte after its last.</param>
public sealed record SafetensorsTensor(string Name, SafetensorsType Type, ImmutableArray<long> Shape, long Begin, long End)
{
    /// <summary>The number of elements: the product of <see cref="Shape"/>.</summary>
    public long Length { get; } = (End - Begin) / Type.Size();
}
