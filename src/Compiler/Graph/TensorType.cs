namespace CompiledNets.Compiler.Graphs;

internal enum ElementKind
{
    Float,
    Int,
}

/// <summary>What a node computes: per-sample extents, and whether there is one such value for each sample of the batch or
/// one for all of them (parameters, constants and what depends on nothing else).</summary>
internal readonly record struct TensorType(Shape Shape, bool Batched, ElementKind Element = ElementKind.Float)
{
    public int Size => Shape.Size;

    public TensorType With(Shape shape) => this with { Shape = shape };

    public override string ToString() => Shape.ToString();
}
