using System.Globalization;

namespace CompiledNets.Compiler.Graphs;

/// <summary>The extents of one sample's axes, outermost first. Prints as users read it: <c>(64,28,28)</c>, <c>()</c>.</summary>
internal readonly record struct Shape(EquatableArray<int> Extents)
{
    /// <summary>More values than any buffer of one sample may have.</summary>
    public const long Limit = int.MaxValue / 4;

    public static Shape Scalar { get; } = new([]);

    public static Shape Of(params int[] extents) => new(extents.ToEquatableArray());

    public int Rank => Extents.Count;

    /// <summary>The extent of an axis; negative ones count from the last.</summary>
    public int this[int axis] => Extents[axis < 0 ? axis + Rank : axis];

    /// <summary>Values in all. Whoever makes a shape checks <see cref="IsTooLarge"/> first.</summary>
    public int Size => checked((int)LongSize);

    public long LongSize
    {
        get
        {
            long size = 1;
            foreach (int extent in Extents)
            {
                size = size > long.MaxValue / Math.Max(extent, 1) ? long.MaxValue : size * extent;
            }

            return size;
        }
    }

    public bool IsTooLarge => LongSize > Limit;

    /// <summary>The product of the extents of axes [from, to).</summary>
    public int SizeOf(int from, int to)
    {
        int size = 1;
        for (int axis = from; axis < to; axis++)
        {
            size *= Extents[axis];
        }

        return size;
    }

    /// <summary>Which element of a value of this shape stands at element <paramref name="index"/> of a shape that it broadcasts to.</summary>
    public int ElementAt(Shape wide, int index)
    {
        int element = 0, stride = 1;
        for (int axis = 1; axis <= Rank; axis++)
        {
            element += index % wide[-axis] % this[-axis] * stride;
            index /= wide[-axis];
            stride *= this[-axis];
        }

        return element;
    }

    /// <summary>The first <paramref name="count"/> axes.</summary>
    public Shape Take(int count) => new(Extents.Take(count).ToEquatableArray());

    /// <summary>The axes after the first <paramref name="count"/>.</summary>
    public Shape Skip(int count) => new(Extents.Skip(count).ToEquatableArray());

    public Shape Append(params int[] extents) => new(Extents.Concat(extents).ToEquatableArray());

    public Shape With(int axis, int extent)
    {
        int[] extents = [.. Extents];
        extents[axis] = extent;
        return Of(extents);
    }

    /// <summary>NumPy's rule: aligned at the last axis, equal or 1. Null where they do not match.</summary>
    public static Shape? Broadcast(Shape left, Shape right)
    {
        int rank = Math.Max(left.Rank, right.Rank);
        int[] extents = new int[rank];
        for (int axis = 1; axis <= rank; axis++)
        {
            int a = axis <= left.Rank ? left[-axis] : 1;
            int b = axis <= right.Rank ? right[-axis] : 1;
            if (a != b && a != 1 && b != 1)
            {
                return null;
            }

            extents[rank - axis] = a == 1 ? b : a;
        }

        return Of(extents);
    }

    public override string ToString() =>
        "(" + string.Join(",", Extents.Select(extent => extent.ToString(CultureInfo.InvariantCulture))) + ")";
}
