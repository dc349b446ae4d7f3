using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>Tokens as rows of zeros with a one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OneHot
{
    /// <summary>y[t, tokens[t]] = 1, and 0 elsewhere.</summary>
    public static void Forward(int classes, ReadOnlySpan<int> tokens, Span<float> y)
    {
        y[..(tokens.Length * classes)].Clear();
        for (int t = 0; t < tokens.Length; t++)
        {
            y[t * classes + tokens[t]] = 1f;
        }
    }
}
