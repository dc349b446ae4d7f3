namespace CompiledNets.Benchmarks.Kernels;

/// <summary>Numbers to compute with.</summary>
internal static class Values
{
    /// <summary>Uniform from -1 to 1, the same at every start.</summary>
    public static float[] Of(int count)
    {
        var random = new Random(1);
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = 2 * random.NextSingle() - 1;
        }

        return values;
    }
}
