namespace CompiledNets.Tests.Search;

public sealed class SettingSearchTests
{
    [Fact]
    public void Each_IsTriedOnce_AndTheFirstOfTheBestWins()
    {
        SearchResult<int> found = SettingSearch.Each([1, 5, 3, 5], budget: 7, (setting, budget) => new Spread(setting, 0.1));
        Assert.Equal([1, 5, 3, 5], found.Trials.Select(trial => trial.Setting));
        Assert.Same(found.Trials[1], found.Best);
        Assert.Equal(28, found.Spent);
        Assert.Equal([(7, 1), (14, 5), (21, 5), (28, 5)], found.Course);
    }

    [Fact]
    public void Halving_GivesUpOnMost_AndTrainsTheRestLonger()
    {
        // At first 2 looks better than 9; with more, each is what it is.
        double Score(int setting, int budget) => budget < 6 && setting == 2 ? 8.5 : setting;
        SearchResult<int> found = SettingSearch.SuccessiveHalving(
            Enumerable.Range(0, 10), budget: 20, (setting, budget) => new Spread(Score(setting, budget), 0));
        Assert.Equal([.. Enumerable.Repeat(2, 10), 6, 6, 6, 18], found.Trials.Select(trial => trial.Budget));
        Assert.Equal([9, 2, 8, 9], found.Trials.Skip(10).Select(trial => trial.Setting));
        Assert.Equal(new Trial<int>(9, 18, new Spread(9, 0)), found.Best);
    }

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(5, new[] { 1, 3 })]
    [InlineData(9, new[] { 1, 3, 9 })]
    public void Budgets_NeverFallBelowOne_NorPassTheWhole(int budget, int[] expected)
    {
        SearchResult<int> found = SettingSearch.SuccessiveHalving([1, 2], budget, (setting, _) => new Spread(setting, 0));
        Assert.Equal(expected, found.Trials.Select(trial => trial.Budget).Distinct());
        Assert.Equal(2, found.Best.Setting);
    }

    [Fact]
    public void NothingToTry_IsRefused() =>
        Assert.Throws<ArgumentException>("settings", () => SettingSearch.Each(Array.Empty<int>(), 1, (_, _) => default));

    [Fact]
    public void ASpread_IsOverOneLessThanItsValues()
    {
        Assert.Equal(new Spread(3, 1), Spread.Of([2, 3, 4]));
        Assert.Equal(new Spread(5, 0), Spread.Of([5]));
        Assert.Equal("0.7500 ± 0.0707", Spread.Of([0.7, 0.8]).ToString());
    }
}
