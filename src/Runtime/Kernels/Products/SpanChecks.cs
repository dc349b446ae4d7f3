namespace CompiledNets.Kernels;

/// <summary>The checks that stand between spans and pointers.</summary>
internal static class SpanChecks
{
    /// <exception cref="ArgumentException">The argument has fewer values than <paramref name="needed"/>.</exception>
    public static void Holds(int length, long needed, string argument)
    {
        if (length < needed)
        {
            throw new ArgumentException($"'{argument}' holds {length} values, but {needed} are needed.", argument);
        }
    }
}
