using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

public class BatchNormTests
{
    private const float Eps = 1e-5f;

    public static IEnumerable<object[]> Shapes =>
        from shape in ((int, int, int)[])[(1, 3, 17), (7, 1, 1), (7, 17, 1), (7, 33, 9), (130, 70, 1), (33, 3, 700)]
        from affine in (bool[])[false, true]
        select (object[])[shape.Item1, shape.Item2, shape.Item3, affine];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Forward_MatchesDouble(int samples, int channels, int inner, bool affine)
    {
        float[] x = Sample.Normal(samples * channels * inner, seed: 1, scale: 3, mean: 5), y = Sample.Garbage(x.Length);
        float[] moments = Sample.Garbage(2 * channels);
        (float[] scale, float[] shift) = Affine(channels, affine);

        BatchNorm.Moments(samples, channels, inner, x, Eps, moments);
        BatchNorm.Normalize(samples, channels, inner, x, moments, scale, shift, y);

        Close.To(Normalized(channels, inner, Sample.Double(x), Sample.Double(scale), Sample.Double(shift)), y, tolerance: 2e-5);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gradients_MatchTheFormulaInDouble(int samples, int channels, int inner, bool affine)
    {
        // dx = scale/σ·(dy - mean dy - x̂·mean(dy·x̂)); checked against differences below, on small shapes.
        float[] x = Sample.Normal(samples * channels * inner, seed: 2), dy = Sample.Normal(x.Length, seed: 3);
        float[] moments = new float[2 * channels], sums = Sample.Garbage(2 * channels), dx = Sample.Garbage(x.Length);
        (float[] scale, _) = Affine(channels, affine);
        BatchNorm.Moments(samples, channels, inner, x, Eps, moments);

        BatchNorm.GradientMoments(samples, channels, inner, x, dy, moments, sums);
        int firstPart = samples / 2, cut = firstPart * channels * inner;
        BatchNorm.InputGradient(firstPart, channels, inner, samples, x, dy, moments, sums, scale, dx);
        BatchNorm.InputGradient(
            samples - firstPart, channels, inner, samples, x.AsSpan(cut), dy.AsSpan(cut), moments, sums, scale, dx.AsSpan(cut));

        double[] normal = Normalized(channels, inner, Sample.Double(x), [], []), expected = new double[x.Length];
        for (int channel = 0; channel < channels; channel++)
        {
            int[] members = [.. Enumerable.Range(0, x.Length).Where(i => i / inner % channels == channel)];
            double sum = members.Sum(i => (double)dy[i]), sumNormal = members.Sum(i => dy[i] * normal[i]);
            Assert.Equal(sum, sums[channel], 1e-5 * members.Length);
            Assert.Equal(sumNormal, sums[channels + channel], 1e-5 * members.Length);
            foreach (int i in members)
            {
                double factor = moments[channels + channel] * (affine ? scale[channel] : 1.0);
                expected[i] = factor * (dy[i] - (sum + normal[i] * sumNormal) / members.Length);
            }
        }

        Close.To(expected, dx, tolerance: 2e-5, floor: moments[channels..].Max());
    }

    [Theory]
    [InlineData(7, 3, 1)]
    [InlineData(3, 5, 9)]
    public void Gradients_MatchDifferences(int samples, int channels, int inner)
    {
        float[] x = Sample.Normal(samples * channels * inner, seed: 4), dy = Sample.Normal(x.Length, seed: 5);
        float[] moments = new float[2 * channels], sums = new float[2 * channels], dx = new float[x.Length];
        float[] dScale = new float[channels], dShift = new float[channels];
        (float[] scale, float[] shift) = Affine(channels, affine: true);
        double[] point = Sample.Double(x), scales = Sample.Double(scale), shifts = Sample.Double(shift);

        BatchNorm.Moments(samples, channels, inner, x, Eps, moments);
        BatchNorm.GradientMoments(samples, channels, inner, x, dy, moments, sums);
        BatchNorm.InputGradient(samples, channels, inner, samples, x, dy, moments, sums, scale, dx);
        BatchNorm.ParameterGradients(sums, dScale, dShift);

        Close.To(Close.Differences(p => Normalized(channels, inner, p, scales, shifts), x, dy), dx, tolerance: 2e-5);
        Close.To(Close.Differences(p => Normalized(channels, inner, point, p, shifts), scale, dy), dScale, tolerance: 2e-5);
        Close.To(Close.Differences(p => Normalized(channels, inner, point, scales, p), shift, dy), dShift, tolerance: 2e-5);
    }

    [Fact]
    public void RunningStatistics_FollowPyTorch()
    {
        // Mean 2.5 and unbiased variance 5/3 of 1, 2, 3, 4, with momentum 0.1 from 0 and 1.
        float[] moments = new float[2], mean = [0f], variance = [1f];
        BatchNorm.Moments(4, 1, 1, [1f, 2f, 3f, 4f], Eps, moments);
        BatchNorm.UpdateRunning(moments, 4, 0.1f, Eps, mean, variance);
        Assert.Equal(0.25, mean[0], 1e-6);
        Assert.Equal(0.9 + 0.1 * 5 / 3, variance[0], 1e-6);

        BatchNorm.MomentsOfRunning(mean, variance, Eps, moments);
        Assert.Equal(mean[0], moments[0]);
        Assert.Equal(1 / Math.Sqrt(variance[0] + Eps), moments[1], 1e-6);
    }

    [Fact]
    public void FoldedScaleAndShift_AreTheNormOfTheLayerBefore()
    {
        float[] weight = [2f, -3f], bias = [0.5f, 1f], mean = [4f, -1f], variance = [9f, 0.25f], inner = [7f, -2f];
        float[] scale = new float[2], shift = new float[2], scaled = new float[4];
        BatchNorm.FoldedScale(weight, variance, 0f, scale);
        Assert.Equal([2f / 3, -6f], scale);
        BatchNorm.FoldedShift(bias, mean, scale, [], shift);
        Assert.Equal([0.5f - 4 * scale[0], 1f - 6], shift);
        BatchNorm.FoldedShift(bias, mean, scale, inner, shift);
        Assert.Equal([0.5f + 3 * scale[0], 1f + 6], shift);
        BatchNorm.ScaleFilters([1f, 2f, 3f, 4f], [10f, 100f], scaled);
        Assert.Equal([10f, 20f, 300f, 400f], scaled);
    }

    [Fact]
    public void InferenceInputGradient_IsDyTimesTheFactor()
    {
        float[] dx = new float[4];
        BatchNorm.InferenceInputGradient(1, 2, 2, [1f, 2f, 3f, 4f], [9f, 9f, 0.5f, 2f], [10f, 1f], dx);
        Assert.Equal([5f, 10f, 6f, 8f], dx);
        BatchNorm.InferenceInputGradient(2, 2, 1, [1f, 2f, 3f, 4f], [9f, 9f, 0.5f, 2f], [], dx);
        Assert.Equal([0.5f, 4f, 1.5f, 8f], dx);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(49)]
    public void LargeMeans_DoNotCancel(int inner)
    {
        float[] x = Sample.Normal(2000 * inner, seed: 8, mean: 10_000), moments = new float[2];
        BatchNorm.Moments(2000, 1, inner, x, Eps, moments);
        double mean = x.Average(value => (double)value), variance = x.Average(value => (value - mean) * (value - mean));
        Assert.Equal(mean, moments[0], 1e-3);
        Assert.Equal(1 / Math.Sqrt(variance + Eps), moments[1], 1e-5);
    }

    private static (float[] Scale, float[] Shift) Affine(int channels, bool affine) =>
        affine ? (Sample.Normal(channels, seed: 11), Sample.Normal(channels, seed: 12)) : ([], []);

    private static double[] Normalized(int channels, int inner, double[] x, double[] scale, double[] shift)
    {
        var y = new double[x.Length];
        for (int channel = 0; channel < channels; channel++)
        {
            int[] members = [.. Enumerable.Range(0, x.Length).Where(i => i / inner % channels == channel)];
            double mean = members.Average(i => x[i]), variance = members.Average(i => (x[i] - mean) * (x[i] - mean));
            foreach (int i in members)
            {
                double normal = (x[i] - mean) / Math.Sqrt(variance + Eps);
                y[i] = normal * scale.ElementAtOrDefault(channel, 1) + shift.ElementAtOrDefault(channel, 0);
            }
        }

        return y;
    }
}
