namespace CompiledNets;

/// <summary>The population stability index of credit scoring, Σ (live - reference)·ln(live / reference) over the shares of
/// bins: a symmetric divergence (Jeffreys 1946). By rule of thumb, less than 0.1 is steady and more than 0.25 is drift
/// (Siddiqi 2006).</summary>
public static class PopulationStabilityIndex
{
    /// <summary>What an empty bin's share counts as, so that its logarithm exists.</summary>
    private const double LeastShare = 1e-4;

    /// <summary>Compares floats, in bins between the quantiles of the reference; values that are not a number have a bin
    /// of their own where there are any.</summary>
    /// <param name="reference">What training saw.</param>
    /// <param name="live">What is served.</param>
    /// <param name="bins">Bins, at least 2; fewer are used where quantiles coincide.</param>
    /// <returns>The index, at least 0; not a number where one of both is empty.</returns>
    public static double Between(ReadOnlySpan<float> reference, ReadOnlySpan<float> live, int bins = 10)
    {
        Hyperparameter.AtLeast(2, bins, nameof(bins));
        float[] edges = Edges(reference, bins);
        long[] first = Count(reference, edges), second = Count(live, edges);
        return Divergence(first, second, reference.Length, live.Length);
    }

    /// <summary>Compares ints, each value a bin of its own.</summary>
    /// <inheritdoc cref="Between(ReadOnlySpan{float}, ReadOnlySpan{float}, int)"/>
    public static double Between(ReadOnlySpan<int> reference, ReadOnlySpan<int> live)
    {
        var bins = new SortedDictionary<int, (long First, long Second)>();
        foreach (int value in reference)
        {
            (long first, long second) = bins.GetValueOrDefault(value);
            bins[value] = (first + 1, second);
        }

        foreach (int value in live)
        {
            (long first, long second) = bins.GetValueOrDefault(value);
            bins[value] = (first, second + 1);
        }

        return Divergence(
            [.. bins.Values.Select(bin => bin.First)], [.. bins.Values.Select(bin => bin.Second)], reference.Length, live.Length);
    }

    /// <summary>The upper ends of all bins but the last: order statistics number ⌈n·q / bins⌉, each once.</summary>
    private static float[] Edges(ReadOnlySpan<float> reference, int bins)
    {
        float[] sorted = reference.ToArray();
        Array.Sort(sorted);
        sorted = sorted[sorted.TakeWhile(float.IsNaN).Count()..];
        return sorted.Length == 0
            ? []
            : [.. Enumerable.Range(1, bins - 1).Select(q => sorted[(int)(((long)sorted.Length * q + bins - 1) / bins) - 1]).Distinct()];
    }

    private static long[] Count(ReadOnlySpan<float> values, float[] edges)
    {
        // Bin b holds what is above edge b - 1 and not above edge b; the last one what is no number.
        long[] counts = new long[edges.Length + 2];
        foreach (float value in values)
        {
            int bin = 0;
            while (bin < edges.Length && value > edges[bin])
            {
                bin++;
            }

            counts[float.IsNaN(value) ? edges.Length + 1 : bin]++;
        }

        return counts;
    }

    private static double Divergence(long[] first, long[] second, int firstTotal, int secondTotal)
    {
        if (firstTotal == 0 || secondTotal == 0)
        {
            return double.NaN;
        }

        double sum = 0;
        for (int bin = 0; bin < first.Length; bin++)
        {
            double reference = Math.Max((double)first[bin] / firstTotal, LeastShare);
            double live = Math.Max((double)second[bin] / secondTotal, LeastShare);
            sum += (live - reference) * Math.Log(live / reference);
        }

        return sum;
    }
}
