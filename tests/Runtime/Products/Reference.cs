namespace CompiledNets.Tests.Products;

/// <summary>Slow, plain, double: what the kernels are checked against.</summary>
internal static class Reference
{
    /// <summary>Values in (-1, 1).</summary>
    public static float[] Random(int count, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => 2 * random.NextSingle() - 1).ToArray();
    }

    /// <summary>C[m,n] = A·B, A[row, k] and B[k, column] read by the given functions.</summary>
    public static double[] Product(int m, int n, int k, Func<int, int, double> a, Func<int, int, double> b)
    {
        var c = new double[m * n];
        for (int row = 0; row < m; row++)
        {
            for (int column = 0; column < n; column++)
            {
                for (int term = 0; term < k; term++)
                {
                    c[row * n + column] += a(row, term) * b(term, column);
                }
            }
        }

        return c;
    }

    /// <summary>Asserts that sums of <paramref name="terms"/> products of values below 1 agree.</summary>
    /// <remarks>With random signs, partial sums of t products stay below about 1.5·√t, so each of the t roundings errs by
    /// at most 1.5·√t·2⁻²⁴, on average by a quarter of it. Such errors add up like √t: a deviation of some 0.4·t·2⁻²⁴. Five of
    /// those are allowed, since the worst of very many elements is judged; one lost or doubled term is hundreds of times as much.</remarks>
    public static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, int terms)
    {
        Assert.Equal(expected.Length, actual.Length);
        double tolerance = 2 * (terms + 4) * Math.Pow(2, -24);
        for (int index = 0; index < expected.Length; index++)
        {
            if (!(Math.Abs(expected[index] - actual[index]) <= tolerance))
            {
                Assert.Fail($"Element {index} is {actual[index]:R}, but should be {expected[index]:R} ± {tolerance:E1}.");
            }
        }
    }
}
