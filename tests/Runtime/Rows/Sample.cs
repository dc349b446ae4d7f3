namespace CompiledNets.Tests.Rows;

/// <summary>Seeded test data and the sizes that every kernel is tried with.</summary>
internal static class Sample
{
    public static readonly int[] Rows = [1, 7];
    public static readonly int[] Widths = [1, 3, 17, 33, 1100];

    public static float[] Normal(int count, int seed, double scale = 1, double mean = 0)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            values[i] = (float)(mean + scale * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return values;
    }

    public static float[] Uniform(int count, int seed, double low = 0, double high = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(low + (high - low) * random.NextDouble()))];
    }

    public static int[] Indices(int count, int seed, int below)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(below))];
    }

    /// <summary>A result span full of what must be overwritten.</summary>
    public static float[] Garbage(int count)
    {
        var values = new float[count];
        Array.Fill(values, 1e30f);
        return values;
    }

    public static double[] Double(ReadOnlySpan<float> values)
    {
        var doubles = new double[values.Length];
        for (int i = 0; i < doubles.Length; i++)
        {
            doubles[i] = values[i];
        }

        return doubles;
    }
}
