using System.ComponentModel;

namespace CompiledNets;

public static partial class Ops
{
    /// <summary>Cuts an axis into equal parts: <c>var (q, k, v) = Split(x, 3, axis: -1)</c>. The parts are an array, which can also be
    /// indexed, looped over and given to <see cref="Concat"/>. PyTorch's <c>tensor_split</c>, of an axis that divides evenly.</summary>
    /// <param name="x">At least one axis.</param>
    /// <param name="parts">How many; the axis's extent is a multiple of it.</param>
    /// <param name="axis">0 is the first axis of a sample, -1 the last.</param>
    public static Tensor[] Split(Tensor x, int parts, int axis = 0) => throw Description.Only;

    /// <summary>Cuts an axis into parts of given sizes: <c>var (mean, rest) = Split(x, [1, 7])</c>. PyTorch's <c>split</c> with a list.</summary>
    /// <param name="x">At least one axis.</param>
    /// <param name="sizes">The extent of each part on the axis; their sum is the axis's extent.</param>
    /// <param name="axis">0 is the first axis of a sample, -1 the last.</param>
    public static Tensor[] Split(Tensor x, int[] sizes, int axis = 0) => throw Description.Only;
}

/// <summary>Lets arrays of tensors be taken apart as tuples are: <c>var (a, b) = Split(x, 2);</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TensorArrays
{
    /// <summary>Two tensors.</summary>
    public static void Deconstruct(this Tensor[] parts, out Tensor a, out Tensor b) => throw Description.Only;

    /// <summary>Three tensors.</summary>
    public static void Deconstruct(this Tensor[] parts, out Tensor a, out Tensor b, out Tensor c) => throw Description.Only;

    /// <summary>Four tensors.</summary>
    public static void Deconstruct(this Tensor[] parts, out Tensor a, out Tensor b, out Tensor c, out Tensor d) => throw Description.Only;

    /// <summary>Five tensors.</summary>
    public static void Deconstruct(this Tensor[] parts, out Tensor a, out Tensor b, out Tensor c, out Tensor d, out Tensor e) =>
        throw Description.Only;

    /// <summary>Six tensors.</summary>
    public static void Deconstruct(
        this Tensor[] parts, out Tensor a, out Tensor b, out Tensor c, out Tensor d, out Tensor e, out Tensor f) => throw Description.Only;

    /// <summary>Seven tensors.</summary>
    public static void Deconstruct(
        this Tensor[] parts, out Tensor a, out Tensor b, out Tensor c, out Tensor d, out Tensor e, out Tensor f, out Tensor g) =>
        throw Description.Only;

    /// <summary>Eight tensors.</summary>
    public static void Deconstruct(
        this Tensor[] parts, out Tensor a, out Tensor b, out Tensor c, out Tensor d, out Tensor e, out Tensor f, out Tensor g, out Tensor h) =>
        throw Description.Only;
}
