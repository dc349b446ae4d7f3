using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>How work is cut: by its own size, never by the number of threads.</summary>
internal static class Pieces
{
    /// <summary>The number of pieces of <paramref name="size"/> that cover <paramref name="total"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(int total, int size) => (int)(((long)total + size - 1) / size);

    /// <summary>How many of <paramref name="total"/> items, each costing <paramref name="cost"/>, make a piece that costs at
    /// least <paramref name="enough"/>: at least one.</summary>
    public static int Size(int total, long cost, long enough) =>
        (int)Math.Clamp((enough + cost - 1) / Math.Max(1, cost), 1, Math.Max(1, total));

    /// <summary>Items of a piece, a multiple of <paramref name="unit"/>: at most about <paramref name="size"/>, and so many that two threads, or
    /// four, are through with few pieces at the same time.</summary>
    public static int EvenSize(int total, int size, int unit)
    {
        const int MostToBeEven = 16;
        int pieces = Count(total, size);
        int even = pieces <= 2 ? Math.Max(1, pieces) : (pieces + 3) / 4 * 4;
        return pieces > MostToBeEven ? size : unit * Math.Max(1, Count(Count(total, even), unit));
    }
}
