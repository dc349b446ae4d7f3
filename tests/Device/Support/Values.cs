namespace CompiledNets.Device.Tests;

/// <summary>Numbers for tests, and how near they have to be.</summary>
internal static class Values
{
    public static float[] Random(int count, int seed, float scale = 1f)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => scale * (2f * random.NextSingle() - 1f))];
    }

    /// <summary>Few different values, so that many are equal.</summary>
    public static float[] Ties(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(-2, 3))];
    }

    public static int[] Tokens(int count, int limit, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(limit))];
    }

    public static void Near(float[] expected, float[] actual, float tolerance = 2e-6f)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool isNear = expected[i].Equals(actual[i]) || MathF.Abs(expected[i] - actual[i]) <= tolerance * MathF.Max(1f, MathF.Abs(expected[i]));
            Assert.True(isNear, $"[{i}] {expected[i]:R} expected, {actual[i]:R} found");
        }
    }
}
