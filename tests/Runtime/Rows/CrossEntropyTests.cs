using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

public class CrossEntropyTests
{
    public static IEnumerable<object[]> Cases =>
        from rows in Sample.Rows from width in (int[])[1, 3, 10, 17, 33] from smoothing in (float[])[0f, 0.1f]
        select (object[])[rows, width, smoothing];

    [Theory]
    [MemberData(nameof(Cases))]
    public void OfLabels_MatchesDoubleAndDifferences(int rows, int width, float smoothing)
    {
        float[] x = Sample.Normal(rows * width, seed: 1, scale: 2), dLosses = Sample.Normal(rows, seed: 2);
        float[] losses = Sample.Garbage(rows), dx = Sample.Garbage(x.Length);
        int[] labels = Sample.Indices(rows, seed: 3, below: width);
        float[] targets = OneHot(labels, width);

        CrossEntropy.Forward(rows, width, x, labels, smoothing, losses);
        Close.To(Losses(rows, Sample.Double(x), Sample.Double(targets), smoothing), losses, tolerance: 1e-6);

        CrossEntropy.Gradient(rows, width, x, labels, smoothing, dLosses, dx);
        Close.To(Close.Differences(p => Losses(rows, p, Sample.Double(targets), smoothing), x, dLosses), dx, tolerance: 1e-6);

        CrossEntropy.Gradient(rows, width, x, labels, smoothing, dLosses, x);
        Assert.Equal(dx, x);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void OfDistributions_MatchesDoubleAndDifferences(int rows, int width, float smoothing)
    {
        float[] x = Sample.Normal(rows * width, seed: 4, scale: 2), dLosses = Sample.Normal(rows, seed: 5);
        float[] losses = Sample.Garbage(rows), dx = Sample.Garbage(x.Length);
        // They need not sum to one.
        float[] targets = Sample.Uniform(x.Length, seed: 6);

        CrossEntropy.Forward(rows, width, x, targets, smoothing, losses);
        Close.To(Losses(rows, Sample.Double(x), Sample.Double(targets), smoothing), losses, tolerance: 1e-6);

        CrossEntropy.Gradient(rows, width, x, targets, smoothing, dLosses, dx);
        Close.To(Close.Differences(p => Losses(rows, p, Sample.Double(targets), smoothing), x, dLosses), dx, tolerance: 2e-6);

        CrossEntropy.TargetGradient(rows, width, x, smoothing, dLosses, dx);
        Close.To(Close.Differences(p => Losses(rows, Sample.Double(x), p, smoothing), targets, dLosses), dx, tolerance: 1e-6);
    }

    [Fact]
    public void HugeLogits_GiveFiniteLosses()
    {
        float[] losses = new float[1];
        CrossEntropy.Forward(1, 3, [1e4f, -1e4f, 0f], [1], 0f, losses);
        Assert.Equal(2e4f, losses[0]);
        CrossEntropy.Forward(1, 3, [1e4f, float.NegativeInfinity, 0f], [0], 0f, losses);
        Assert.Equal(0f, losses[0]);
    }

    [Fact]
    public void CheckLabels_NamesArgumentIndexAndRange()
    {
        CrossEntropy.CheckLabels([0, 9, 3], 10, "labels");
        var tooLarge = Assert.Throws<ArgumentOutOfRangeException>(() => CrossEntropy.CheckLabels([0, 9, 10, 11], 10, "labels"));
        Assert.Equal("labels", tooLarge.ParamName);
        Assert.Contains("labels[2] is 10, but must be from 0 to 9: there are 10 classes.", tooLarge.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => CrossEntropy.CheckLabels([-1], 10, "labels"));
    }

    private static double[] Losses(int rows, double[] x, double[] targets, double smoothing)
    {
        int width = x.Length / rows;
        return Reference.EachRow(rows, x, (row, logits) =>
        {
            double[] logs = Reference.LogSoftmax(logits);
            return [-logs.Select((log, i) => log * ((1 - smoothing) * targets[row * width + i] + smoothing / width)).Sum()];
        });
    }

    private static float[] OneHot(int[] labels, int width) =>
        [.. labels.SelectMany(label => Enumerable.Range(0, width).Select(i => i == label ? 1f : 0f))];
}
