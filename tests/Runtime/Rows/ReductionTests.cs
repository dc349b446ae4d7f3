using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

public class ReductionTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 7, 3, 1 }, { 1, 17, 1 }, { 7, 33, 1 }, { 2, 5000, 1 },
        { 1, 3, 17 }, { 7, 5, 3 }, { 2, 17, 33 }, { 1, 300, 100 }, { 3, 1, 9 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void SumMeanAndMax_MatchDouble(int outer, int count, int inner)
    {
        float[] x = Sample.Normal(outer * count * inner, seed: 1, mean: -2);
        float[] y = Sample.Garbage(outer * inner);

        Reduction.Sum(outer, count, inner, x, y);
        Close.To(Reduce(outer, count, inner, x, run => run.Sum()), y, floor: count);

        Reduction.Mean(outer, count, inner, x, y);
        Close.To(Reduce(outer, count, inner, x, run => run.Average()), y);

        Reduction.Max(outer, count, inner, x, y);
        Close.To(Reduce(outer, count, inner, x, run => run.Max()), y, tolerance: 0);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void MaxGradient_IsSharedByTies(int outer, int count, int inner)
    {
        // Few distinct values, so that ties are common.
        float[] x = [.. Sample.Indices(outer * count * inner, seed: 2, below: 3).Select(i => i - 2.5f)];
        float[] dy = Sample.Normal(outer * inner, seed: 3), dx = Sample.Garbage(x.Length);

        Reduction.MaxGradient(outer, count, inner, x, dy, dx);

        var expected = new double[x.Length];
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < inner; i++)
            {
                int[] run = [.. Enumerable.Range(0, count).Select(c => (o * count + c) * inner + i)];
                int[] ties = [.. run.Where(at => x[at] == run.Max(other => x[other]))];
                Array.ForEach(ties, at => expected[at] = dy[o * inner + i] / (double)ties.Length);
            }
        }

        Close.To(expected, dx);
    }

    [Fact]
    public void Max_ShowsNaN()
    {
        float[] x = Sample.Normal(35, seed: 1), y = new float[5];
        x[12] = float.NaN;
        Reduction.Max(1, 35, 1, x, y);
        Assert.Equal(float.NaN, y[0]);
        Reduction.Max(1, 7, 5, x, y);
        Assert.Equal(float.NaN, y[2]);
        Assert.Equal(1, y.Count(float.IsNaN));
    }

    [Fact]
    public void Sum_OfMillions_StaysNearDouble()
    {
        const int count = 4_000_001;
        float[] x = Sample.Uniform(count, seed: 5), y = [0f];
        Reduction.Sum(1, count, 1, x, y);
        Close.To([x.Sum(value => (double)value)], y, tolerance: 1e-6);
        Reduction.Sum(1, count / 3, 3, x, y = new float[3]);
        Close.To(Reduce(1, count / 3, 3, x, run => run.Sum()), y, tolerance: 4e-6);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 33)]
    [InlineData(257, 10)]
    [InlineData(5000, 17)]
    [InlineData(100_003, 3)]
    [InlineData(65, 1100)]
    [InlineData(2103, 80)]
    public void SumRows_AddsToWhatWasThere(int rows, int width)
    {
        float[] x = Sample.Normal(rows * width, seed: 6), y = Sample.Normal(width, seed: 7);
        double[] expected = [.. Reduce(1, rows, width, x, run => run.Sum()).Zip(y, (sum, was) => sum + was)];
        Reduction.SumRows(rows, width, x, y);
        Close.To(expected, y, floor: Math.Sqrt(rows));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 3, 17)]
    [InlineData(7, 33, 1)]
    [InlineData(33, 17, 169)]
    public void SumChannels_AddsToWhatWasThere(int samples, int channels, int inner)
    {
        float[] x = Sample.Normal(samples * channels * inner, seed: 8), y = Sample.Normal(channels, seed: 9);
        double[] expected = Sample.Double(y);
        for (int i = 0; i < x.Length; i++)
        {
            expected[i / inner % channels] += x[i];
        }

        Reduction.SumChannels(samples, channels, inner, x, y);
        Close.To(expected, y, floor: Math.Sqrt(samples * inner));
    }

    private static double[] Reduce(int outer, int count, int inner, float[] x, Func<IEnumerable<double>, double> f) =>
        [.. from o in Enumerable.Range(0, outer)
            from i in Enumerable.Range(0, inner)
            select f(Enumerable.Range(0, count).Select(c => (double)x[(o * count + c) * inner + i]))];
}
