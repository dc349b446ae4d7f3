using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

public class LayerNormTests
{
    private const float Eps = 1e-5f;

    public static IEnumerable<object[]> Shapes =>
        from rows in Sample.Rows from width in Sample.Widths.Append(64) from affine in (bool[])[false, true]
        select (object[])[rows, width, affine];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Forward_MatchesDouble_AlsoInPlace(int rows, int width, bool affine)
    {
        float[] x = Sample.Normal(rows * width, seed: 1, scale: 2, mean: 1), y = Sample.Garbage(x.Length);
        (float[] scale, float[] shift) = Affine(width, affine);

        LayerNorm.Forward(rows, width, x, scale, shift, Eps, y);

        Close.To(Normalized(rows, Sample.Double(x), Sample.Double(scale), Sample.Double(shift)), y);
        LayerNorm.Forward(rows, width, x, scale, shift, Eps, x);
        Assert.Equal(y, x);
    }

    [Theory]
    [InlineData(1, 3, true)]
    [InlineData(7, 17, false)]
    [InlineData(7, 33, true)]
    [InlineData(3, 24, true)]
    [InlineData(2, 64, false)]
    public void Gradients_MatchDifferences(int rows, int width, bool affine)
    {
        float[] x = Sample.Normal(rows * width, seed: 2), dy = Sample.Normal(x.Length, seed: 3), dx = Sample.Garbage(x.Length);
        (float[] scale, float[] shift) = Affine(width, affine);
        double[] point = Sample.Double(x), scales = Sample.Double(scale), shifts = Sample.Double(shift);

        LayerNorm.InputGradient(rows, width, x, scale, dy, Eps, dx);

        Close.To(Close.Differences(p => Normalized(rows, p, scales, shifts), x, dy), dx);
        if (affine)
        {
            float[] dScale = new float[width], dShift = new float[width];
            LayerNorm.ParameterGradients(rows, width, x, dy, Eps, dScale, dShift);
            Close.To(Close.Differences(p => Normalized(rows, point, p, shifts), scale, dy), dScale);
            Close.To(Close.Differences(p => Normalized(rows, point, scales, p), shift, dy), dShift);
        }
    }

    [Theory]
    [InlineData(7, 17)]
    [InlineData(1, 64)]
    [InlineData(150, 128)]
    public void InputGradient_AddsAResidual_AlsoInPlace(int rows, int width)
    {
        float[] x = Sample.Normal(rows * width, seed: 2), dy = Sample.Normal(x.Length, seed: 3), residual = Sample.Normal(x.Length, seed: 4);
        float[] scale = Sample.Normal(width, seed: 5), alone = new float[x.Length], sum = Sample.Garbage(x.Length);
        LayerNorm.InputGradient(rows, width, x, scale, dy, Eps, alone);

        LayerNorm.InputGradient(rows, width, x, scale, dy, residual, Eps, sum);

        Assert.Equal(alone.Zip(residual, (d, other) => d + other), sum);
        LayerNorm.InputGradient(rows, width, x, scale, dy, residual, Eps, residual);
        Assert.Equal(sum, residual);
    }

    [Theory]
    [InlineData(700, 33)]
    [InlineData(31, 130)]
    [InlineData(2100, 128)]
    [InlineData(301, 40)]
    public void ParameterGradients_AddToWhatWasThere(int rows, int width)
    {
        float[] x = Sample.Normal(rows * width, seed: 4), dy = Sample.Normal(x.Length, seed: 5), normal = new float[x.Length];
        float[] dScale = Sample.Normal(width, seed: 6), dShift = Sample.Normal(width, seed: 7);
        double[] expectedScale = Sample.Double(dScale), expectedShift = Sample.Double(dShift);
        LayerNorm.Forward(rows, width, x, [], [], Eps, normal);
        for (int i = 0; i < x.Length; i++)
        {
            expectedScale[i % width] += (double)dy[i] * normal[i];
            expectedShift[i % width] += dy[i];
        }

        LayerNorm.ParameterGradients(rows, width, x, dy, Eps, dScale, dShift);

        Close.To(expectedScale, dScale, floor: Math.Sqrt(rows));
        Close.To(expectedShift, dShift, floor: Math.Sqrt(rows));
    }

    [Fact]
    public void LargeMeans_DoNotCancel()
    {
        float[] x = Sample.Normal(1000, seed: 8, mean: 10_000), y = new float[1000];
        LayerNorm.Forward(1, 1000, x, [], [], Eps, y);

        // The mean itself is a float: half a unit in its last place is 5e-4.
        Close.To(Normalized(1, Sample.Double(x), [], []), y, tolerance: 6e-4);
    }

    private static (float[] Scale, float[] Shift) Affine(int width, bool affine) =>
        affine ? (Sample.Normal(width, seed: 11), Sample.Normal(width, seed: 12)) : ([], []);

    private static double[] Normalized(int rows, double[] x, double[] scale, double[] shift) =>
        Reference.EachRow(rows, x, (_, row) =>
        {
            double mean = row.Average(), variance = row.Average(value => (value - mean) * (value - mean));
            return [.. row.Select((value, i) =>
                (value - mean) / Math.Sqrt(variance + Eps) * scale.ElementAtOrDefault(i, 1) + shift.ElementAtOrDefault(i, 0))];
        });
}
