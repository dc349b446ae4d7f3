using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>Picks one value of each row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Gather
{
    /// <summary>Refuses indices outside 0 to <paramref name="width"/> - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the argument, the first bad index's place, and the range.</exception>
    public static void CheckIndices(ReadOnlySpan<int> indices, int width, string parameterName) =>
        IndexRange.Check(indices, width, parameterName, "values to choose from");

    /// <summary>y[r] = x[r, index[r]].</summary>
    public static void Forward(int rows, int width, ReadOnlySpan<float> x, ReadOnlySpan<int> index, Span<float> y)
    {
        for (int row = 0; row < rows; row++)
        {
            y[row] = x.Slice(row * width, width)[index[row]];
        }
    }

    /// <summary>dx[r, index[r]] = dy[r], and 0 elsewhere.</summary>
    public static void Gradient(int rows, int width, ReadOnlySpan<int> index, ReadOnlySpan<float> dy, Span<float> dx)
    {
        dx[..(rows * width)].Clear();
        for (int row = 0; row < rows; row++)
        {
            dx.Slice(row * width, width)[index[row]] = dy[row];
        }
    }
}
