namespace CompiledNets;

/// <summary>Shares samples out so that every class gets its part.</summary>
internal static class Strata
{
    /// <summary>Marks <paramref name="count"/> samples, of each class its share: the whole part of it first, then those
    /// with the largest remainders (Hamilton's method), the lower class first among equals.</summary>
    public static bool[] Draw(ReadOnlySpan<int> classes, int count)
    {
        var sizes = new SortedDictionary<int, int>();
        foreach (int number in classes)
        {
            sizes[number] = sizes.GetValueOrDefault(number) + 1;
        }

        int samples = classes.Length;
        Dictionary<int, int> left = sizes.ToDictionary(size => size.Key, size => (int)((long)size.Value * count / samples));
        int missing = count - left.Values.Sum();
        foreach ((int number, _) in sizes.OrderByDescending(size => (long)size.Value * count % samples).Take(missing))
        {
            left[number]++;
        }

        bool[] drawn = new bool[samples];
        for (int i = 0; i < samples; i++)
        {
            drawn[i] = left[classes[i]]-- > 0;
        }

        return drawn;
    }

    /// <summary>Gives each sample a hand: class after class, in turn.</summary>
    public static int[] Deal(int[] classes, int hands)
    {
        int[] order = [.. Enumerable.Range(0, classes.Length).OrderBy(i => classes[i])];
        int[] dealt = new int[classes.Length];
        for (int i = 0; i < order.Length; i++)
        {
            dealt[order[i]] = i % hands;
        }

        return dealt;
    }
}
