using System.Diagnostics;

namespace CompiledNets.Kernels;

// Permutations of axes.
public static partial class Movement
{
    /// <summary>The most axes that <see cref="Permute(ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{float}, Span{float})"/> takes.</summary>
    public const int MaxAxes = 6;

    // 16 floats are a cache line, so a tile reads and writes whole lines.
    private const int Tile = 16;

    /// <summary>y = x with its axes in another order: axis i of y is axis <c>axes[i]</c> of x (as <c>torch.permute</c>).</summary>
    /// <param name="shape">The extents of x, at most six.</param>
    /// <param name="axes">A permutation of x's axes.</param>
    public static void Permute(ReadOnlySpan<int> shape, ReadOnlySpan<int> axes, ReadOnlySpan<float> x, Span<float> y)
    {
        Debug.Assert(shape.Length is > 0 and <= MaxAxes && axes.Length == shape.Length);
        int rank = shape.Length, last = rank - 1;
        Span<int> extents = stackalloc int[MaxAxes], from = stackalloc int[MaxAxes], to = stackalloc int[MaxAxes];
        for (int i = last, stride = 1; i >= 0; stride *= extents[i], i--)
        {
            extents[i] = shape[axes[i]];
            to[i] = stride;
            from[i] = 1;
            foreach (int extent in shape[(axes[i] + 1)..])
            {
                from[i] *= extent;
            }
        }

        // Where x's last axis stays last, runs are copied. Elsewhere the two last axes, x's and y's, are transposed in tiles.
        int crossed = axes.IndexOf(last);
        int across = extents[crossed], along = extents[last], acrossTo = to[crossed], alongFrom = from[last];
        extents[crossed] = extents[last] = 1;
        Span<int> position = stackalloc int[MaxAxes];
        position.Clear();
        int source = 0, target = 0;
        do
        {
            if (crossed == last)
            {
                x.Slice(source, along).CopyTo(y[target..]);
            }
            else
            {
                Transpose(across, along, alongFrom, acrossTo, x[source..], y[target..]);
            }
        }
        while (Advance(rank, extents, from, to, position, ref source, ref target));
    }

    /// <summary>Permutes each sample.</summary>
    public static void Permute(AxisOrder order, int samples, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            Permute(order.Shape, order.Axes, x.Slice(sample * order.Size, order.Size), y.Slice(sample * order.Size, order.Size));
        }
    }

    /// <summary>y[i, j] = x[j, i] for each of the x [rows, columns].</summary>
    public static void Transpose(int matrices, int rows, int columns, ReadOnlySpan<float> x, Span<float> y)
    {
        int size = rows * columns;
        for (int matrix = 0; matrix < matrices; matrix++)
        {
            Transpose(columns, rows, columns, rows, x.Slice(matrix * size, size), y.Slice(matrix * size, size));
        }
    }

    // y[a·acrossTo + b] = x[b·alongFrom + a] for a < across, b < along.
    private static void Transpose(int across, int along, int alongFrom, int acrossTo, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int a0 = 0; a0 < across; a0 += Tile)
        {
            int aEnd = Math.Min(across, a0 + Tile);
            for (int b0 = 0; b0 < along; b0 += Tile)
            {
                int bEnd = Math.Min(along, b0 + Tile);
                for (int a = a0; a < aEnd; a++)
                {
                    Span<float> line = y.Slice(a * acrossTo + b0, bEnd - b0);
                    for (int b = 0, at = b0 * alongFrom + a; b < line.Length; b++, at += alongFrom)
                    {
                        line[b] = x[at];
                    }
                }
            }
        }
    }

    // Counts the position up like an odometer, last axis first; false when it comes round.
    private static bool Advance(
        int rank, Span<int> extents, Span<int> from, Span<int> to, Span<int> position, ref int source, ref int target)
    {
        for (int i = rank - 1; i >= 0; i--)
        {
            if (++position[i] < extents[i])
            {
                source += from[i];
                target += to[i];
                return true;
            }

            source -= from[i] * (extents[i] - 1);
            target -= to[i] * (extents[i] - 1);
            position[i] = 0;
        }

        return false;
    }
}
