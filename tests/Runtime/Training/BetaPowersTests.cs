namespace CompiledNets.Tests.Training;

/// <summary>Powers by squaring, against those of the standard library.</summary>
public class BetaPowersTests
{
    [Theory]
    [InlineData(0.9, 0.999)]
    [InlineData(0, 0.5)]
    [InlineData(0.99999, 0.123)]
    public void Powers_AreThoseOfMathPow(double beta1, double beta2)
    {
        foreach (long step in new[] { 0L, 1, 2, 3, 7, 64, 999, 1_000_000, 3_000_000_000 })
        {
            (double first, double second) = BetaPowers.Of(beta1, beta2, step);
            Assert.Equal(1 - Math.Pow(beta1, step), 1 - first, 1e-12);
            Assert.Equal(1 - Math.Pow(beta2, step), 1 - second, 1e-12);
        }
    }
}
