namespace CompiledNets.Tests.Generation;

public sealed class BeamSearchTests
{
    private const float Never = float.NegativeInfinity;

    [Fact]
    public void ASearch_FindsWhatPlainListsFind()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var model = new RandomModel(seed, vocabulary: 2 + seed % 5);
            (int width, int longest, double penalty) = (1 + seed % 4, 1 + seed % 7, seed % 3 * 0.6);
            Same(model.Search(width, start: 1, end: 0, longest, penalty), Find(model, width, longest, penalty));
        }
    }

    [Theory, InlineData(0), InlineData(1)]
    public void WithRoomForAll_NoneIsMissed(double penalty)
    {
        var model = new RandomModel(seed: 5, vocabulary: 4);
        BeamHypothesis[] found = [.. Find(model, width: 81, longest: 4, penalty)];
        Assert.Equal(1 + 3 + 9 + 27 + 41, found.Length);       // all that end after 1 to 4 tokens, and as many of the 81 others as have room
        Assert.Equal(found.Select(Text).Distinct().Count(), found.Length);
        Assert.Equal(found.Where(one => one.HasEnded).Max(one => one.Score), found[0].Score);
    }

    [Fact]
    public void AWidthOfOne_IsGreedy_AndTwoSeeFurther()
    {
        // Token 1 looks better at first, but all that follows it is unlikely.
        float[][] next = [[Never, -0.6f, -0.8f], [-2, -2, -2], [-0.1f, -3, -3]];
        Assert.Equal("1", Text(Follow(next, width: 1, longest: 5)[0]));
        Assert.Equal("2", Text(Follow(next, width: 2, longest: 5)[0]));
    }

    [Fact]
    public void OfEqualSums_TheLowerTokenOfTheBetterHypothesisComesFirst()
    {
        float[][] next = [[Never, -1, -1, -1], [-1, Never, Never, Never], [-1, Never, Never, Never], [-1, Never, Never, Never]];
        Assert.Equal(["1", "2"], Follow(next, width: 2, longest: 3).Select(Text));
    }

    [Fact]
    public void ShortSequences_ArePreferredOnlyWithoutAPenalty()
    {
        // With their ends, "2" is -1.6 over two tokens, "222" is -2.8 over four.
        float[][] next = [[Never, -1, -0.6f], [-1, Never, Never], [-1, Never, -0.6f]];
        Assert.Equal("2", Text(Follow(next, width: 3, longest: 4)[0]));
        BeamHypothesis best = Follow(next, width: 3, longest: 4, penalty: 1)[0];
        Assert.Equal("222", Text(best));
        Assert.Equal(-2.8, best.LogProbability, 1e-6);
        Assert.Equal(-0.7, best.Score, 1e-6);
    }

    [Fact]
    public void WhatDoesNotEnd_IsCutOff_AndComesLast()
    {
        float[][] next = [[Never, -1, -0.1f], [-3, Never, Never], [Never, Never, -0.1f]];
        BeamHypothesis[] found = [.. Follow(next, width: 2, longest: 3)];
        Assert.Equal([("1", true), ("222", false)], found.Select(one => (Text(one), one.HasEnded)));
        Assert.Equal(-0.3, found[1].LogProbability, 1e-6);
        Assert.Empty(Follow([[Never, Never]], width: 2, longest: 3));
    }

    [Fact]
    public void TheNetwork_IsNotAskedOnceAllIsDecided()
    {
        float[][] next = [[-0.01f, -5, -5], [-0.01f, -5, -5], [-0.01f, -5, -5]];
        int calls = 0;
        new BeamSearch(width: 2, vocabulary: 3, end: 0, longest: 50).Run(start: 1, (tokens, positions, scores) =>
        {
            Assert.Equal([calls, calls++], positions.ToArray());
            Fill(next, tokens, scores);
        });
        Assert.Equal(2, calls);
    }

    [Fact]
    public void Logits_AreNoLogProbabilities()
    {
        foreach (float wrong in new[] { 2.5f, float.NaN })
        {
            var thrown = Assert.Throws<InvalidOperationException>(() => Follow([[-1, wrong], [-1, -1]], width: 1, longest: 2));
            Assert.Contains("token 1", thrown.Message);
            Assert.Contains("LogSoftmax", thrown.Message);
        }
    }

    [Fact]
    public void NumbersOutOfRange_AreNamed()
    {
        Assert.Equal("width", Assert.Throws<ArgumentOutOfRangeException>(() => new BeamSearch(0, 3, 0, 5)).ParamName);
        Assert.Equal("vocabulary", Assert.Throws<ArgumentOutOfRangeException>(() => new BeamSearch(1, 0, 0, 5)).ParamName);
        Assert.Equal("end", Assert.Throws<ArgumentOutOfRangeException>(() => new BeamSearch(1, 3, 3, 5)).ParamName);
        Assert.Equal("longest", Assert.Throws<ArgumentOutOfRangeException>(() => new BeamSearch(1, 3, 0, 0)).ParamName);
        Assert.Equal("LengthPenalty", Assert.Throws<ArgumentOutOfRangeException>(() => new BeamSearch(1, 3, 0, 5) { LengthPenalty = -1 }).ParamName);
        var search = new BeamSearch(1, 3, 0, 5);
        Assert.Equal("start", Assert.Throws<ArgumentOutOfRangeException>(() => search.Run(3, (_, _, _) => { })).ParamName);
        Assert.Equal("size", Assert.Throws<ArgumentOutOfRangeException>(() => search.AddState(0)).ParamName);
    }

    [Fact]
    public void ASearch_AllocatesItsResultsAlone()
    {
        float[][] next = [[-3, -1, -1], [-3, -1, -1], [-3, -1, -1]];
        var search = new BeamSearch(width: 4, vocabulary: 3, end: 0, longest: 100);
        search.AddState(1000);
        BeamStep step = (tokens, _, scores) => Fill(next, tokens, scores);
        search.Run(1, step);
        long before = GC.GetAllocatedBytesForCurrentThread();
        search.Run(1, step);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * (100 * sizeof(int) + 200));
    }

    private static IEnumerable<BeamHypothesis> Find(RandomModel model, int width, int longest, double penalty)
    {
        var search = new BeamSearch(width, model.Vocabulary, end: 0, longest) { LengthPenalty = penalty };
        BeamState state = search.AddState(RandomModel.StateSize), context = search.AddContext(3);
        state.First.Clear();
        context.First.Fill(7);
        return search.Run(start: 1, (tokens, positions, scores) =>
        {
            Assert.Equal(positions[0], state.First[1]);
            Assert.False(context.All.ContainsAnyExcept(7));
            model.Step(tokens, state, scores);
        });
    }

    /// <summary>Searches where what comes next depends on the last token alone; token 0 is the start and the end.</summary>
    private static IReadOnlyList<BeamHypothesis> Follow(float[][] next, int width, int longest, double penalty = 0) =>
        new BeamSearch(width, next[0].Length, end: 0, longest) { LengthPenalty = penalty }.Run(start: 0, (tokens, _, scores) => Fill(next, tokens, scores));

    private static void Fill(float[][] next, ReadOnlySpan<int> tokens, Span<float> scores)
    {
        for (int row = 0; row < tokens.Length; row++)
        {
            next[tokens[row]].CopyTo(scores[(row * next[0].Length)..]);
        }
    }

    private static void Same(IEnumerable<BeamHypothesis> expected, IEnumerable<BeamHypothesis> found) =>
        Assert.Equal(expected.Select(Line), found.Select(Line));

    private static string Line(BeamHypothesis one) => $"{Text(one)} {one.LogProbability:R} {one.Score:R} {one.HasEnded}";

    private static string Text(BeamHypothesis one) => string.Concat(one.Tokens);
}
