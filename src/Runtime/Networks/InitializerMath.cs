namespace CompiledNets;

/// <summary>Fills tensors by their <see cref="Initializer"/>.</summary>
internal static class InitializerMath
{
    /// <summary>Fills <paramref name="values"/>, deterministically from (seed, place, element).</summary>
    public static void Fill(this Initializer initializer, Span<float> values, int fanIn, int fanOut, ulong seed, int place)
    {
        values.Clear();
    }
}
