using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>The ints 0, 1, 2, ...: positions.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Sequence
{
    private static int[] numbers = [];

    /// <summary>0 to <paramref name="count"/> - 1.</summary>
    public static ReadOnlySpan<int> UpTo(int count)
    {
        int[] known = numbers;
        if (known.Length < count)
        {
            numbers = known = [.. Enumerable.Range(0, count)];
        }

        return known.AsSpan(0, count);
    }
}
