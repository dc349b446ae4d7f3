using CompiledNets.Tests.Training;

namespace CompiledNets.Tests.Privacy;

public sealed class PrivacyTests
{
    [Theory]
    [InlineData(10, 1 - 1e-12, 5.0, 3.239)] // all samples, each step: min of 10·α/2σ² + log(1/δ)/(α - 1), which is at α = 9
    [InlineData(10_000, 0.01, 4.0, 1.26)]   // Abadi and others (2016), section 3.2, by their accountant
    public void Epsilon_IsThatOfTheAccountant(int steps, double share, double noise, double expected) =>
        Assert.Equal(expected, PrivacyAccountant.Epsilon(steps, share, noise, delta: 1e-5), 0.02);

    [Fact]
    public void Epsilon_GrowsWithStepsAndShare_AndFallsWithNoise()
    {
        double middle = PrivacyAccountant.Epsilon(1000, 0.01, 1, 1e-5);
        Assert.True(PrivacyAccountant.Epsilon(2000, 0.01, 1, 1e-5) > middle);
        Assert.True(PrivacyAccountant.Epsilon(1000, 0.02, 1, 1e-5) > middle);
        Assert.True(PrivacyAccountant.Epsilon(1000, 0.01, 1.2, 1e-5) < middle);
        Assert.True(PrivacyAccountant.Epsilon(1000, 0.01, 1, 1e-4) < middle);
        Assert.Throws<ArgumentOutOfRangeException>("share", () => PrivacyAccountant.Epsilon(1, 1, 1, 1e-5));
        Assert.Throws<ArgumentOutOfRangeException>("noise", () => PrivacyAccountant.Epsilon(1, 0.5, 0, 1e-5));
    }

    [Fact]
    public void EachSamplesGradient_IsCutByItself()
    {
        const float clip = 0.05f;
        Dataset data = Samples.Quarters(7);
        DenseChain net = Samples.QuarterNet(), twin = Samples.QuarterNet();
        new PrivateGradients(net, clip, noise: 0).Gather(data.Count, expected: 3, new Random(1), sample => AddGradients(net, data, sample));

        double[] expected = new double[net.Core.Gradients.Length];
        for (int sample = 0; sample < data.Count; sample++)
        {
            twin.Core.ClearGradients();
            AddGradients(twin, data, sample);
            double length = Math.Sqrt(twin.Core.Gradients.ToArray().Sum(gradient => (double)gradient * gradient));
            Assert.True(length > clip, "the test shall cut");
            for (int i = 0; i < expected.Length; i++)
            {
                expected[i] += twin.Core.Gradients[i] * clip / length / 3;
            }
        }

        Assert.All(expected.Zip(net.Core.Gradients.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void TheNoise_IsAsWideAsItSays()
    {
        DenseChain net = Samples.QuarterNet();
        var steps = new PrivateGradients(net, clip: 2, noise: 1.5);
        var random = new Random(1);
        double squares = 0;
        int count = 0;
        for (int turn = 0; turn < 100; turn++)
        {
            steps.Gather(samples: 0, expected: 4, random, _ => throw new InvalidOperationException());
            squares += net.Core.Gradients.ToArray().Sum(noise => noise * noise);
            count += net.Core.Gradients.Length;
        }

        Assert.Equal(1.5 * 2 / 4, Math.Sqrt(squares / count), 0.02);
    }

    [Fact]
    public void ABatch_HasEachSampleByItself()
    {
        Dataset data = Dataset.Create().With("number", [.. Enumerable.Range(0, 1000)]);
        var random = new Random(1);
        int[] counts = [.. Enumerable.Range(0, 50).Select(_ => data.Draw(0.1, random).Count)];
        Assert.InRange(counts.Average(), 95, 105);
        Assert.True(counts.Distinct().Count() > 10);
        Assert.Equal(data.CopyTokens("number"), data.Draw(1, random).CopyTokens("number"));
        Assert.Equal(0, data.Draw(0, random).Count);
    }

    private static void AddGradients(DenseChain net, Dataset data, int sample) =>
        net.AllObjectives[0].Gradients(new OneSample(data.Floats("x", sample).ToArray(), data.Tokens("label", sample).ToArray()));

    private sealed class OneSample(float[] x, int[] label) : BatchColumns
    {
        public override int Count => 1;

        public override ReadOnlySpan<float> Floats(int input) => x;

        public override ReadOnlySpan<int> Tokens(int input) => label;
    }
}
