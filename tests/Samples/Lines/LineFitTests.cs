using Line;

namespace CompiledNets.Tests.Samples.Lines;

public sealed class LineFitTests
{
    private static readonly float[] Wanted = [0, 2, 4, 6];

    [Fact]
    public void SixOfTenSeeds_LearnTheLine()
    {
        int learned = Enumerable.Range(1, 50).Count(seed => LargestError(LineFit.Train((ulong)seed)) <= 0.01);
        Assert.InRange(learned, 30, 50);
    }

    [Fact]
    public void TheSameSeed_LearnsTheSameBits() => Assert.Equal(LineFit.Train(1), LineFit.Train(1));

    private static float LargestError(float[] predictions) => predictions.Zip(Wanted, (predicted, wanted) => MathF.Abs(predicted - wanted)).Max();
}
