using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Emitted positions of the largest values, and tokens as results.</summary>
public sealed class SelectionTests
{
    private const string Chooser = """
        [Dense(5)] private partial Tensor In(Tensor x);
        [Forward] private Tokens Best([Shape(3, 4)] Tensor x) => ArgMax(In(x));
        [Forward] private (Tensor Scores, Tokens Classes, Tokens Steps) Ranked([Shape(3, 4)] Tensor x)
        {
            var (scores, classes) = TopK(Softmax(In(x)), 2);
            return (scores, classes, ArgMax(x, axis: 0));
        }
        """;

    private delegate void BestCall(ReadOnlySpan<float> x, Span<int> best);

    private delegate void RankedCall(ReadOnlySpan<float> x, Span<float> scores, Span<int> classes, Span<int> steps);

    [Fact]
    public void PositionsOfTheLargest_AsTheReference() => SideBySide.Check(Reader.Network(Chooser), 1, 7, 300);

    [Fact]
    public void GradientsFlowThroughTheLargestValues_AndNotThroughTheirPositions() => SideBySide.Check(Reader.Network("""
        [Dense(5)] private partial Tensor In(Tensor x);
        [Embedding(5, 3)] private partial Tensor Embed(Tokens best);
        [Objective] private Tensor Values([Shape(2, 4)] Tensor x)
        {
            var (values, indices) = TopK(In(x), 3);
            return Mean(Square(values)) + Mean(Gather(In(x), indices));
        }
        [Objective] private Tensor Hard([Shape(2, 4)] Tensor x) =>
            SoftmaxCrossEntropy(In(x)[0], ArgMax(In(x))[1]) + Mean(Square(Embed(ArgMax(In(x))) * OneHot(ArgMax(In(x), axis: 0), 3)[1..3]));
        """));

    [Fact]
    public void WhatNoSampleDecides_IsTheSameForEach() => SideBySide.Check(Reader.Network("""
        [Embedding(6, 3)] private partial Tensor Table(Tokens rows);
        [Forward] private (Tokens Count, Tokens Words, Tokens Largest) F([Shape(4)] Tokens words) => (Arange(4), words[1..], ArgMax(Table(Arange(6))));
        """));

    [Theory, InlineData(1), InlineData(7)]
    public void TokensThatAnEntryPointReturns_AreASpanOfInts(int samples)
    {
        INetwork net = CompiledNetwork.From(Reader.Network(Chooser)).Create();
        var best = (BestCall)Delegate.CreateDelegate(typeof(BestCall), net, "Best");
        var ranked = (RankedCall)Delegate.CreateDelegate(typeof(RankedCall), net, "Ranked");
        var random = new Random(samples);
        float[] x = [.. Enumerable.Range(0, samples * 12).Select(_ => (float)(2 * random.NextDouble() - 1))], scores = new float[samples * 6];
        int[] classes = new int[samples * 6], firsts = new int[samples * 3], steps = new int[samples * 4];
        best(x, firsts);
        ranked(x, scores, classes, steps);

        Assert.Equal(firsts, classes.Where((_, index) => index % 2 == 0));
        Assert.All(Enumerable.Range(0, samples * 3), row => Assert.True(scores[2 * row] >= scores[2 * row + 1]));
        Assert.All(steps.Select((step, index) => (step, index)), found => Assert.Equal(
            Enumerable.Range(0, 3).MaxBy(step => x[found.index / 4 * 12 + step * 4 + found.index % 4]), found.step));
        Assert.Equal("output", Assert.Throws<ArgumentException>(() => best(x, new int[samples * 3 + 1])).ParamName);
    }

    [Fact]
    public void OutputsSeenByName_AreTokens()
    {
        INetwork net = CompiledNetwork.From(Reader.Network(Chooser)).Create();
        Assert.Equal(
            ["scores: Tensor (3,2)", "classes: Tokens (3,2)", "steps: Tokens (4)"],
            net.AllForwards[1].Outputs.Select(output => char.ToLowerInvariant(output.ToString()[0]) + output.ToString()[1..]));
    }
}
