using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>The checks that stand between spans and pointers.</summary>
internal static class SpanChecks
{
    /// <exception cref="ArgumentException">The argument has fewer values than <paramref name="needed"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Holds(int length, long needed, string argument)
    {
        if (length < needed)
        {
            Fail(length, needed, argument);
        }
    }

    private static void Fail(int length, long needed, string argument) =>
        throw new ArgumentException($"'{argument}' holds {length} values, but {needed} are needed.", argument);
}
