namespace CompiledNets.Tests.Data;

public sealed class SeriesWindowTests
{
    private static readonly float[] Series = [.. Enumerable.Range(0, 10).Select(i => i * 1f)];

    [Fact]
    public void APiece_IsFollowedByWhatItForecasts()
    {
        Dataset pieces = SeriesWindows.Of(Series, length: 3, horizon: 2, input: "days", target: "next");
        Assert.Equal("6 samples of days: Tensor (3,1), next: Tensor (2)", pieces.ToString());
        Assert.Equal([5, 6, 7], pieces.Floats("days", 5).ToArray());
        Assert.Equal([8, 9], pieces.Floats("next", 5).ToArray());
    }

    [Fact]
    public void WhatIsForecastInTheEnd_WasNeverLearned()
    {
        var (train, validation) = SeriesWindows.Split(Series, length: 3, validationFraction: 0.4);
        Assert.Equal([3, 4, 5], train.CopyFloats("target"));
        Assert.Equal([6, 7, 8, 9], validation.CopyFloats("target"));
        Assert.Equal([3, 4, 5], validation.Floats("input", 0).ToArray());
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(8, 3)]
    public void TooShortASeries_IsRefused(int length, int horizon) =>
        Assert.Throws<ArgumentException>("series", () => SeriesWindows.Of(Series, length, horizon));
}
