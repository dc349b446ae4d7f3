namespace CompiledNets.Kernels;

/// <summary>The left operand of a product, read in place: element (row, k) lies at
/// <c>First + row·RowBytes + k·StepBytes</c>. One of the two strides is that of a float.</summary>
internal readonly unsafe struct RowOperand(byte* first, nint rowBytes, nint stepBytes, bool isPacked = false)
{
    public readonly byte* First = first;
    public readonly nint RowBytes = rowBytes;
    public readonly nint StepBytes = stepBytes;

    /// <summary>Whether it lies compactly already, so that a copy would gain nothing.</summary>
    public readonly bool IsPacked = isPacked;

    /// <summary>A[m, k]: the terms of a row lie next to each other.</summary>
    public static RowOperand RowMajor(float* a, int k) => new((byte*)a, (nint)k * sizeof(float), sizeof(float));

    /// <summary>A[k, m], to be read transposed: the rows of one term lie next to each other.</summary>
    public static RowOperand ColumnMajor(float* a, int m) => new((byte*)a, sizeof(float), (nint)m * sizeof(float));

    /// <summary>The same operand from another row and term on.</summary>
    public RowOperand From(int row, int k) => new(First + row * RowBytes + k * StepBytes, RowBytes, StepBytes, IsPacked);

    /// <summary>Whether rows of this depth follow each other without gaps: the rows of a tile spread over all cache sets where they are.</summary>
    public bool IsDense(int depth) => StepBytes == sizeof(float) && RowBytes == depth * sizeof(float);

    /// <summary>Copies a block to where its terms share cache lines and pages; returns the copy.</summary>
    /// <param name="target">Room for <see cref="PackedFloats"/>.</param>
    public RowOperand Pack(float* target, int rows, int depth)
    {
        // Either way the runs that are contiguous are copied as they are; only the stride between them changes.
        bool rowMajor = StepBytes == sizeof(float);
        int runs = rowMajor ? rows : depth, length = rowMajor ? depth : rows;
        nint stride = rowMajor ? RowBytes : StepBytes;
        int packedStride = PackedStride(length);
        byte* source = First;
        for (int run = 0; run < runs; run++)
        {
            new ReadOnlySpan<float>(source, length).CopyTo(new Span<float>(target + (nint)run * packedStride, length));
            source += stride;
        }

        nint packedBytes = packedStride * sizeof(float);
        return rowMajor
            ? new RowOperand((byte*)target, packedBytes, sizeof(float), isPacked: true)
            : new RowOperand((byte*)target, sizeof(float), packedBytes, isPacked: true);
    }

    /// <summary>The most that a packed block of this size takes.</summary>
    public static int PackedFloats(int rows, int depth) =>
        Math.Max(rows * PackedStride(depth), depth * PackedStride(rows));

    /// <summary>The distance between packed runs: an odd number of cache lines, so that they spread over all cache sets.</summary>
    public static int PackedStride(int length) => (((length + 15) / 16) | 1) * 16;
}
