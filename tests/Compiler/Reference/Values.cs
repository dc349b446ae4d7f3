using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>What a node evaluates to, in double: one sample after another, or one for all where it is not batched. Ints are
/// doubles too.</summary>
/// <remarks>The first index is always the sample. A value that is the same for all samples ignores it, so reading a parameter needs no
/// special case, and adding to a parameter's gradient sums over the batch.</remarks>
internal sealed class Values
{
    private readonly int[] extents;

    public Values(TensorType type, int samples, double[]? data = null)
    {
        Type = type;
        extents = [.. type.Shape.Extents];
        Samples = type.Batched ? samples : 1;
        Data = data ?? new double[Samples * type.Size];
        if (Data.Length != Samples * type.Size)
        {
            throw new ArgumentException($"{Samples} of {type} are {Samples * type.Size} values, not {Data.Length}.");
        }
    }

    public TensorType Type { get; }

    public Shape Shape => Type.Shape;

    /// <summary>How many there are: the batch, or 1.</summary>
    public int Samples { get; }

    public double[] Data { get; }

    /// <summary>The value of a sample at <paramref name="at"/>, an index for each axis of the shape.</summary>
    public ref double this[int sample, params ReadOnlySpan<int> at]
    {
        get
        {
            if (at.Length != extents.Length)
            {
                throw new ArgumentException($"{at.Length} indices into {Shape}.");
            }

            int offset = Type.Batched ? sample : 0;
            for (int axis = 0; axis < at.Length; axis++)
            {
                if ((uint)at[axis] >= (uint)extents[axis])
                {
                    throw new ArgumentOutOfRangeException(nameof(at), $"{at[axis]} on axis {axis} of {Shape}.");
                }

                offset = offset * extents[axis] + at[axis];
            }

            return ref Data[offset];
        }
    }

    /// <summary>A token: an int.</summary>
    public int Token(int sample, params ReadOnlySpan<int> at) => checked((int)this[sample, at]);

    /// <summary>The same memory under another shape.</summary>
    public Values Seen(params int[] extents) => Seen(Shape.Of(extents));

    public Values Seen(Shape shape) => new(Type.With(shape), Samples, Data);

    /// <summary>The same memory as rows of the last axis, whatever comes before it.</summary>
    public Values Rows() => Seen(Shape.Size / Shape[-1], Shape[-1]);

    /// <summary>The same memory as (outer, axes [start, end), inner).</summary>
    public Values Around(int start, int end) => Seen(Shape.SizeOf(0, start), Shape.SizeOf(start, end), Shape.SizeOf(end, Shape.Rank));

    public Values Copy() => new(Type, Samples, (double[])Data.Clone());
}
