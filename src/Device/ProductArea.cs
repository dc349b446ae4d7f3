using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>What a group works on: a rectangle of the results of one matrix, over one slice of the depth.</summary>
internal struct ProductArea
{
    /// <summary>The matrix, and the first row and column.</summary>
    public int Matrix, Row, Column;

    /// <summary>The slice's number, and its depths from the first to the one before the end.</summary>
    public int Slice, First, End;

    /// <summary>The rectangle of this group. Groups are numbered column by column, then row by row, matrix by matrix and slice by slice, in one
    /// dimension: CUDA allows only 65,535 of them in the others.</summary>
    /// <param name="o">The product.</param>
    /// <param name="height">Rows of a group's rectangle.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="length">Depth of a slice: a multiple of eight.</param>
    public static ProductArea Of<T>(T o, int height, int width, int length)
        where T : struct, IProduct<T>
    {
        int across = (T.Columns(o) + width - 1) / width, down = (T.Rows(o) + height - 1) / height;
        int rectangle = Grid.IdxX, above = rectangle / across, matrix = above / down, slice = matrix / T.Matrices(o);
        return new ProductArea
        {
            Matrix = matrix - slice * T.Matrices(o),
            Row = (above - matrix * down) * height,
            Column = (rectangle - above * across) * width,
            Slice = slice,
            First = slice * length,
            End = IntrinsicMath.Min(slice * length + length, T.Depth(o)),
        };
    }

    /// <summary>A result: to the product's own place where there is one slice, else among the partial sums; nowhere if out of range.</summary>
    public static void Store<T>(T o, ProductArea area, ArrayView<float> partials, int length, int m, int n, float sum)
        where T : struct, IProduct<T>
    {
        if (m >= T.Rows(o) || n >= T.Columns(o))
        {
            return;
        }

        if (length >= T.Depth(o))
        {
            T.Store(o, area.Matrix, m, n, sum);
        }
        else
        {
            partials[((area.Slice * T.Matrices(o) + area.Matrix) * T.Rows(o) + m) * T.Columns(o) + n] = sum;
        }
    }
}
