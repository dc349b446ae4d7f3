namespace CompiledNets.Tests.Rows;

public class InitializerTests
{
    private const int FanIn = 200, FanOut = 100;

    [Theory]
    [InlineData(Initializer.HeNormal, 2.0 / 200, double.PositiveInfinity)]
    [InlineData(Initializer.HeUniform, 2.0 / 200, 6.0 / 200)]
    [InlineData(Initializer.XavierNormal, 2.0 / 300, double.PositiveInfinity)]
    [InlineData(Initializer.XavierUniform, 2.0 / 300, 6.0 / 300)]
    [InlineData(Initializer.StandardNormal, 1.0, double.PositiveInfinity)]
    [InlineData(Initializer.Gpt2Normal, 0.0004, double.PositiveInfinity)]
    [InlineData(Initializer.LeCunUniform, 1.0 / 600, 1.0 / 200)]
    public void Fill_HasTheVarianceAndBoundOfItsFormula(Initializer initializer, double variance, double squaredBound)
    {
        float[] values = new float[200_000];
        initializer.Fill(values, FanIn, FanOut, seed: 1, place: 0);
        Assert.Equal(0, values.Average(value => (double)value), 0.02 * Math.Sqrt(variance));
        Assert.Equal(variance, values.Average(value => (double)value * value), 0.02 * variance);
        Assert.All(values, value => Assert.True((double)value * value <= squaredBound * 1.000001));
    }

    [Fact]
    public void Fill_DependsOnSeedAndPlace_AndNothingElse()
    {
        float[] first = new float[10], again = new float[20], elsewhere = new float[10], otherSeed = new float[10];
        Initializer.HeNormal.Fill(first, 3, 4, seed: 1, place: 2);
        Initializer.HeNormal.Fill(again, 3, 4, seed: 1, place: 2);
        Initializer.HeNormal.Fill(elsewhere, 3, 4, seed: 1, place: 3);
        Initializer.HeNormal.Fill(otherSeed, 3, 4, seed: 2, place: 2);
        Assert.Equal(first, again[..10]);
        Assert.NotEqual(first, elsewhere);
        Assert.NotEqual(first, otherSeed);
    }

    [Fact]
    public void Constants_AreConstant_AndDefaultIsRefused()
    {
        float[] values = Sample.Garbage(3);
        Initializer.Ones.Fill(values, 1, 1, 1, 0);
        Assert.Equal([1f, 1f, 1f], values);
        Initializer.Zeros.Fill(values, 1, 1, 1, 0);
        Assert.Equal([0f, 0f, 0f], values);
        Assert.Throws<InvalidOperationException>(() => Initializer.Default.Fill(values, 1, 1, 1, 0));
    }
}
