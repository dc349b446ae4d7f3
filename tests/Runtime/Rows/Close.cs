namespace CompiledNets.Tests.Rows;

/// <summary>Compares float results with double references.</summary>
internal static class Close
{
    /// <summary>Each value within <paramref name="tolerance"/> of the expected one, relative to the larger of the expected
    /// value and <paramref name="floor"/>: about the size of the terms that were added.</summary>
    public static void To(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance = 1e-5, double floor = 1)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            double error = Math.Abs(expected[i] - actual[i]) / Math.Max(floor, Math.Abs(expected[i]));
            Assert.True(error <= tolerance, $"[{i}] is {actual[i]}, expected {expected[i]}: error {error:g3}.");
        }
    }

    /// <summary>The gradient of Σ dy·f(x) by central differences of the double reference <paramref name="f"/>. Its own error is
    /// of order h² plus 1e-16/h: about 1e-9.</summary>
    public static double[] Differences(Func<double[], double[]> f, ReadOnlySpan<float> x, ReadOnlySpan<float> dy)
    {
        const double h = 1e-5;
        double[] point = Sample.Double(x);
        var gradient = new double[point.Length];
        for (int i = 0; i < point.Length; i++)
        {
            double at = point[i];
            point[i] = at + h;
            double[] after = f(point);
            point[i] = at - h;
            double[] before = f(point);
            point[i] = at;
            for (int j = 0; j < after.Length; j++)
            {
                gradient[i] += dy[j] * (after[j] - before[j]) / (2 * h);
            }
        }

        return gradient;
    }
}
