namespace CompiledNets.Tests.Training;

/// <summary>Values and comparisons for tests.</summary>
internal static class Numbers
{
    public static float[] Uniform(int seed, int count, float low = -1, float high = 1)
    {
        var random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = low + (high - low) * random.NextSingle();
        }

        return values;
    }

    /// <summary>Every pair differs by at most <paramref name="tolerance"/>, relative to the greater of 1 and the
    /// expected magnitude.</summary>
    public static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(expected[i] - actual[i]) / Math.Max(1, Math.Abs(expected[i]));
            Assert.True(error <= tolerance, $"{what}, element {i}: expected {expected[i]:R}, got {actual[i]:R}");
        }
    }

    public static double[] ToDoubles(this ReadOnlySpan<float> values)
    {
        double[] doubles = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            doubles[i] = values[i];
        }

        return doubles;
    }

    public static double[] ToDoubles(this float[] values) => ((ReadOnlySpan<float>)values).ToDoubles();
}
