namespace CompiledNets.Tests.Training;

/// <summary>Small data that a <see cref="DenseChain"/> can learn.</summary>
internal static class Samples
{
    /// <summary>Points of the plane, labelled by the quarter they lie in, and a column that nobody asks for.</summary>
    public static Dataset Quarters(int count, int seed = 1)
    {
        float[] points = Numbers.Uniform(seed, 2 * count);
        int[] labels = [.. Enumerable.Range(0, count).Select(i => (points[2 * i] > 0 ? 1 : 0) + (points[2 * i + 1] > 0 ? 2 : 0))];
        return Dataset.Create().With("extra", new float[count]).With("x", points, 2).With("label", labels);
    }

    /// <summary>y = 2x - 1.</summary>
    public static Dataset Line(int count, int seed = 1)
    {
        float[] x = Numbers.Uniform(seed, count);
        return Dataset.Create().With("x", x, 1).With("y", [.. x.Select(value => 2 * value - 1)], 1);
    }

    public static DenseChain QuarterNet(ulong seed = 1) => new(2, 17, 4, classifies: true, seed);

    public static DenseChain LineNet(ulong seed = 1) => new(1, 7, 1, classifies: false, seed);
}
