namespace CompiledNets;

/// <summary>Random orders that depend on a seed alone: the same on every machine and in every version of .NET.</summary>
internal static class Permutation
{
    /// <summary>Fills <paramref name="order"/> with 0, 1, 2, … in random order (Fisher and Yates 1938, Durstenfeld 1964).</summary>
    public static void Fill(Span<int> order, ulong seed)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        ulong state = seed;
        for (int last = order.Length - 1; last > 0; last--)
        {
            // The high half of random·count is uniform to one part in 2^64 / count (Lemire 2019): nobody draws enough
            // permutations to notice.
            int other = (int)Math.BigMul(SplitMix(ref state), (ulong)last + 1, out _);
            (order[last], order[other]) = (order[other], order[last]);
        }
    }

    /// <summary>A seed for one of several shuffles that belong together: the epochs of a training.</summary>
    public static ulong Seed(ulong seed, ulong turn)
    {
        ulong state = seed;
        state = SplitMix(ref state) + turn;
        return SplitMix(ref state);
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014).</summary>
    public static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
