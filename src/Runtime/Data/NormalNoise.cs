namespace CompiledNets;

/// <summary>Normal random numbers, of mean 0 and variance 1, by Box and Muller (1958): what a generator makes images of, and what differential
/// privacy adds. (Within a network it is <c>RandomNormal</c>.)</summary>
public static class NormalNoise
{
    /// <summary>The next one.</summary>
    public static double Next(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    /// <summary>Fills an array.</summary>
    public static void Fill(Span<float> values, Random random)
    {
        foreach (ref float value in values)
        {
            value = (float)Next(random);
        }
    }
}
