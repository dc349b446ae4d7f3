using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

public class GeluTests
{
    // Less than a vector, vectors with and without a rest, several pieces.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(33)]
    [InlineData(20_003)]
    public void Kernel_IsAsExactAsTheLoop(int count)
    {
        float[] x = [.. Sample.Normal(count, seed: 1).Select(value => 4 * value)], dy = Sample.Normal(count, seed: 2);
        float[] y = Sample.Garbage(count + 1), dx = Sample.Garbage(count + 1);
        (float y, float dx) after = (y[count], dx[count]);

        Gelu.Forward(count, x, y);
        Gelu.Gradient(count, x, dy, dx);

        for (int i = 0; i < count; i++)
        {
            Assert.InRange(y[i] - x[i] * Reference.NormalDistribution(x[i]), -1.5e-7 * Math.Abs(x[i]), 1.5e-7 * Math.Abs(x[i]));
            double slope = Reference.NormalDistribution(x[i]) + x[i] * Reference.NormalDensity(x[i]), most = 4e-7 * Math.Abs(dy[i]);
            Assert.InRange(dx[i] - slope * dy[i], -most, most);
        }

        Assert.Equal(after, (y[count], dx[count]));
    }

    [Theory]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity, 1)]
    [InlineData(float.NegativeInfinity, 0, 0)]
    [InlineData(float.NaN, float.NaN, float.NaN)]
    [InlineData(0, 0, 0.5f)]
    public void Limits_AreReached(float x, float value, float slope)
    {
        float[] inputs = [x, .. new float[40]], y = new float[inputs.Length], dx = new float[inputs.Length];
        foreach (int place in (int[])[0, 40])
        {
            (inputs[place], inputs[40 - place]) = (x, 0);
            Gelu.Forward(inputs.Length, inputs, y);
            Gelu.Gradient(inputs.Length, inputs, [.. inputs.Select(_ => 1f)], dx);
            Assert.Equal((value, slope), (y[place], dx[place]));
        }
    }

    [Fact]
    public void ShortSpans_AreRefused()
    {
        Assert.Throws<ArgumentException>("x", () => Gelu.Forward(5, new float[4], new float[5]));
        Assert.Throws<ArgumentException>("dy", () => Gelu.Gradient(5, new float[5], new float[4], new float[5]));
        Assert.Throws<ArgumentException>("dx", () => Gelu.Gradient(5, new float[5], new float[5], new float[4]));
    }
}
