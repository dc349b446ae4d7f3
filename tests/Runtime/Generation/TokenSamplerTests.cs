namespace CompiledNets.Tests.Generation;

public class TokenSamplerTests
{
    private static readonly float[] Logits = [0.5f, -1, 2, 2, float.NegativeInfinity, 0];

    [Fact]
    public void Choices_HaveTheProbabilitiesOfTheLogits()
    {
        double[] shares = Shares(new TokenSampler(1) { Temperature = 0.7 });
        double[] weights = [.. Logits.Select(logit => Math.Exp(logit / 0.7))];
        for (int token = 0; token < weights.Length; token++)
        {
            Assert.Equal(weights[token] / weights.Sum(), shares[token], 0.006);
        }
    }

    [Fact]
    public void OfEqualLogits_TopKKeepsTheFirst()
    {
        Assert.Equal([0, 0, 1, 0, 0, 0], Shares(new TokenSampler(1) { TopK = 1 }));
        double[] shares = Shares(new TokenSampler(1) { TopK = 3 });
        Assert.True(shares[0] > 0.05 && shares[2] > 0.3 && shares[3] > 0.3 && shares[1] + shares[4] + shares[5] == 0);
    }

    [Theory]
    [InlineData(0.01, 1)]
    [InlineData(0.42, 2)]
    [InlineData(0.84, 3)]
    [InlineData(0.95, 4)]
    [InlineData(1.0, 5)]
    public void TopP_KeepsTheFewestThatReachIt(double topP, int expected) =>
        Assert.Equal(expected, Shares(new TokenSampler(1) { TopP = topP }).Count(share => share > 0));

    [Fact]
    public void TemperatureZero_TakesTheLikeliest_TheFirstOfEqualOnes()
    {
        var greedy = new TokenSampler(1) { Temperature = 0 };
        Assert.Equal(2, greedy.Choose(Logits));
        Assert.Equal(1, greedy.Choose([-0f, 1e-30f, 0f]));
        Assert.Equal(0, new TokenSampler(1) { TopK = 2, TopP = 0.1 }.Choose([0f, -0f]));
    }

    [Fact]
    public void TheSameSeed_ChoosesTheSame()
    {
        (TokenSampler a, TokenSampler b, TokenSampler other) = (new(7), new(7), new(8));
        int[] chosen = [.. Enumerable.Range(0, 50).Select(_ => a.Choose(Logits))];
        Assert.Equal(chosen, Enumerable.Range(0, 50).Select(_ => b.Choose(Logits)));
        Assert.NotEqual(chosen, Enumerable.Range(0, 50).Select(_ => other.Choose(Logits)));
    }

    [Fact]
    public void ExtremeLogits_AreNoTrouble()
    {
        var sampler = new TokenSampler(1) { Temperature = 1e-3 };
        Assert.Equal(1, sampler.Choose([-float.MaxValue, float.MaxValue, 0]));
        Assert.Equal(0, new TokenSampler(1).Choose([5]));
    }

    [Fact]
    public void BadLogits_AreNamed()
    {
        var sampler = new TokenSampler(1) { TopK = 3 };
        Assert.StartsWith("The logit of token 2 is NaN.", Assert.Throws<ArgumentException>("logits", () => sampler.Choose([0, 1, float.NaN])).Message);
        Assert.StartsWith("The logit of token 0 is Infinity.", Assert.Throws<ArgumentException>("logits", () => sampler.Choose([float.PositiveInfinity, 1, 2])).Message);
        Assert.StartsWith("There are 2 logits, and TopK is 3.", Assert.Throws<ArgumentException>("logits", () => sampler.Choose([0, 1])).Message);
        Assert.StartsWith("There are 0 logits.", Assert.Throws<ArgumentException>("logits", () => new TokenSampler(1).Choose([])).Message);
        const float never = float.NegativeInfinity;
        Assert.StartsWith("No token may be chosen", Assert.Throws<ArgumentException>("logits", () => sampler.Choose([never, never, never])).Message);
    }

    [Fact]
    public void BadSettings_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Temperature", () => new TokenSampler(1) { Temperature = -1 });
        Assert.Throws<ArgumentOutOfRangeException>("TopK", () => new TokenSampler(1) { TopK = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("TopP", () => new TokenSampler(1) { TopP = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("TopP", () => new TokenSampler(1) { TopP = 1.1 });
    }

    [Fact]
    public void Choosing_AllocatesNothing()
    {
        var sampler = new TokenSampler(1) { TopK = 4, TopP = 0.9 };
        sampler.Choose(Logits);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            sampler.Choose(Logits);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static double[] Shares(TokenSampler sampler)
    {
        const int draws = 100_000;
        double[] shares = new double[Logits.Length];
        for (int i = 0; i < draws; i++)
        {
            shares[sampler.Choose(Logits)] += 1.0 / draws;
        }

        return [.. shares.Select(share => Math.Round(share, 9))];
    }
}
