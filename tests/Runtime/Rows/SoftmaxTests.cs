using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

public class SoftmaxTests
{
    public static IEnumerable<object[]> Shapes =>
        from rows in Sample.Rows from width in Sample.Widths select (object[])[rows, width];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Forward_MatchesDouble_AlsoInPlace(int rows, int width)
    {
        float[] x = Sample.Normal(rows * width, seed: 1, scale: 3), y = Sample.Garbage(x.Length);

        Softmax.Forward(rows, width, x, y);
        Close.To(Probabilities(rows, Sample.Double(x)), y, tolerance: 1e-6);
        LogSoftmax.Forward(rows, width, x, y);
        Close.To(Logs(rows, Sample.Double(x)), y, tolerance: 1e-6);

        float[] copy = [.. x];
        LogSoftmax.Forward(rows, width, copy, copy);
        Assert.Equal(y, copy);
        Softmax.Forward(rows, width, x, x);
        Close.To(Logs(rows, Sample.Double(copy)).Select(Math.Exp).ToArray(), x, tolerance: 1e-6);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(7, 17)]
    public void Gradients_MatchDifferences(int rows, int width)
    {
        float[] x = Sample.Normal(rows * width, seed: 2), dy = Sample.Normal(x.Length, seed: 3);
        float[] y = Sample.Garbage(x.Length), dx = Sample.Garbage(x.Length);

        Softmax.Forward(rows, width, x, y);
        Softmax.Gradient(rows, width, y, dy, dx);
        Close.To(Close.Differences(point => Probabilities(rows, point), x, dy), dx, tolerance: 2e-6);

        LogSoftmax.Forward(rows, width, x, y);
        LogSoftmax.Gradient(rows, width, y, dy, dx);
        Close.To(Close.Differences(point => Logs(rows, point), x, dy), dx, tolerance: 2e-6);
    }

    [Fact]
    public void HugeLogits_DoNotOverflow()
    {
        float[] x = [1e30f, -1e30f, 1e30f], y = new float[3];
        Softmax.Forward(1, 3, x, y);
        Assert.Equal([0.5f, 0f, 0.5f], y);
        x = [3e4f, float.NegativeInfinity, 0f];
        LogSoftmax.Forward(1, 3, x, y);
        Assert.Equal([0f, float.NegativeInfinity, -3e4f], y);
    }

    private static double[] Logs(int rows, double[] x) => Reference.EachRow(rows, x, (_, row) => Reference.LogSoftmax(row));

    private static double[] Probabilities(int rows, double[] x) => [.. Logs(rows, x).Select(Math.Exp)];
}
