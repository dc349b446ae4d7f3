using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>Picks values of each row of x [rows, width] by an index [rows, picks]. An index of fewer rows starts again at its end:
/// one for all samples of a batch serves each of them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Gather
{
    /// <summary>Refuses indices outside 0 to <paramref name="width"/> - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the argument, the first bad index's place, and the range.</exception>
    public static void CheckIndices(ReadOnlySpan<int> indices, int width, string parameterName) =>
        IndexRange.Check(indices, width, parameterName, "values to choose from");

    /// <summary>y[r, j] = x[r, index[r, j]].</summary>
    public static void Forward(int rows, int width, int picks, ReadOnlySpan<float> x, ReadOnlySpan<int> index, Span<float> y)
    {
        for (int row = 0, at = 0; row < rows; row++, at = Next(at, picks, index))
        {
            ReadOnlySpan<float> values = x.Slice(row * width, width);
            for (int pick = 0; pick < picks; pick++)
            {
                y[row * picks + pick] = values[index[at + pick]];
            }
        }
    }

    /// <summary>dx[r, index[r, j]] = dy[r, j], added up where a row is picked from twice at one place, and 0 elsewhere.</summary>
    public static void Gradient(int rows, int width, int picks, ReadOnlySpan<int> index, ReadOnlySpan<float> dy, Span<float> dx)
    {
        dx[..(rows * width)].Clear();
        for (int row = 0, at = 0; row < rows; row++, at = Next(at, picks, index))
        {
            Span<float> gradients = dx.Slice(row * width, width);
            for (int pick = 0; pick < picks; pick++)
            {
                gradients[index[at + pick]] += dy[row * picks + pick];
            }
        }
    }

    private static int Next(int at, int picks, ReadOnlySpan<int> index) => at + picks == index.Length ? 0 : at + picks;
}
