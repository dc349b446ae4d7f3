using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

public class PoolingTests
{
    public static TheoryData<Pool2DShape> Shapes =>
    [
        new(1, 2, 2, 2, 2, 2, 2, 0, 0),
        new(3, 26, 26, 2, 2, 2, 2, 0, 0),
        new(2, 9, 17, 2, 2, 2, 2, 0, 0),
        new(3, 7, 5, 3, 3, 2, 2, 1, 1),
        new(2, 8, 11, 3, 2, 1, 3, 1, 0),
        new(1, 5, 6, 5, 6, 1, 1, 0, 0),
        new(2, 6, 6, 2, 2, 2, 2, 1, 1),
        new(2, 13, 75, 2, 2, 2, 2, 0, 0),
        new(3, 21, 60, 3, 3, 2, 2, 1, 1),
        new(2, 19, 39, 4, 5, 2, 1, 2, 2),
        new(1, 40, 41, 3, 2, 3, 2, 0, 1),
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Max_MatchesPyTorchsRule(Pool2DShape shape)
    {
        foreach (int samples in Sample.Rows)
        {
            // Few distinct values, so that ties are common.
            float[] x = [.. Sample.Indices(samples * shape.InputSize, seed: 1, below: 4).Select(i => i - 4f)];
            float[] y = Sample.Garbage(samples * shape.OutputSize), dx = Sample.Garbage(x.Length);
            float[] dy = Sample.Normal(y.Length, seed: 2);
            double[] expected = new double[y.Length], expectedDx = new double[x.Length];
            EachWindow(shape, samples, (output, window) =>
            {
                // MaxBy takes the first of equals.
                int best = window.MaxBy(i => x[i]);
                expected[output] = x[best];
                expectedDx[best] += dy[output];
            });

            Pooling.MaxForward(shape, samples, x, y);
            Close.To(expected, y, tolerance: 0);
            Pooling.MaxGradient(shape, samples, x, dy, dx);
            Close.To(expectedDx, dx);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Average_CountsPadding(Pool2DShape shape)
    {
        foreach (int samples in Sample.Rows)
        {
            float[] x = Sample.Normal(samples * shape.InputSize, seed: 3), dx = Sample.Garbage(x.Length);
            float[] y = Sample.Garbage(samples * shape.OutputSize), dy = Sample.Normal(y.Length, seed: 4);
            double[] expected = new double[y.Length], expectedDx = new double[x.Length];
            double size = shape.KernelHeight * shape.KernelWidth;
            EachWindow(shape, samples, (output, window) =>
            {
                expected[output] = window.Sum(i => (double)x[i]) / size;
                Array.ForEach(window, i => expectedDx[i] += dy[output] / size);
            });

            Pooling.AverageForward(shape, samples, x, y);
            Close.To(expected, y);
            Pooling.AverageGradient(shape, samples, dy, dx);
            Close.To(expectedDx, dx);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Max_ShowsNaN(Pool2DShape shape)
    {
        float[] x = Sample.Normal(shape.InputSize, seed: 5), y = new float[shape.OutputSize];
        x[0] = float.NaN;
        Pooling.MaxForward(shape, 1, x, y);
        Assert.Equal(float.NaN, y[0]);
    }

    // Calls back with each output's index and the input indices of its window, in reading order.
    private static void EachWindow(Pool2DShape shape, int samples, Action<int, int[]> visit)
    {
        int output = 0;
        for (int image = 0; image < samples * shape.Channels; image++)
        {
            for (int row = 0; row < shape.OutputHeight; row++)
            {
                for (int column = 0; column < shape.OutputWidth; column++)
                {
                    int top = row * shape.StrideHeight - shape.PaddingHeight, left = column * shape.StrideWidth - shape.PaddingWidth;
                    visit(output++,
                        [.. from y in Enumerable.Range(top, shape.KernelHeight)
                            from x in Enumerable.Range(left, shape.KernelWidth)
                            where y >= 0 && y < shape.Height && x >= 0 && x < shape.Width
                            select (image * shape.Height + y) * shape.Width + x]);
                }
            }
        }
    }
}
