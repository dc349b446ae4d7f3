namespace CompiledNets.Kernels;

/// <summary>How work is cut: by its own size, never by the number of threads.</summary>
internal static class Pieces
{
    /// <summary>The number of pieces of <paramref name="size"/> that cover <paramref name="total"/>.</summary>
    public static int Count(int total, int size) => (int)(((long)total + size - 1) / size);

    /// <summary>How many of <paramref name="total"/> items, each costing <paramref name="cost"/>, make a piece that costs at
    /// least <paramref name="enough"/>: at least one.</summary>
    public static int Size(int total, long cost, long enough) =>
        (int)Math.Clamp((enough + cost - 1) / Math.Max(1, cost), 1, Math.Max(1, total));
}
