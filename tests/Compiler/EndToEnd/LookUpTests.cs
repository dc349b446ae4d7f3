using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Emitted embeddings, gathers and noise.</summary>
public sealed class LookUpTests
{
    [Fact]
    public void EmbeddedWordsAndPositions_AsTheReference() => SideBySide.Check(Reader.Network("""
        [Embedding(9, 5)]  private partial Tensor Embed(Tokens text);
        [Embedding(7, 5)]  private partial Tensor Position(Tokens index);
        [LayerNorm, Dense(9)] private partial Tensor Head(Tensor x);

        [Forward]   private Tensor Logits([Shape(6)] Tokens text) => Head(Embed(text) + Position(Arange(6)));
        [Objective] private Tensor Loss([Shape(6)] Tokens text, [Shape(6)] Tokens next) => SoftmaxCrossEntropy(Logits(text), next);
        """));

    [Fact]
    public void OneWord_AsTheReference() => SideBySide.Check(Reader.Network("""
        [Objective] private Tensor Loss([Shape] Tokens word, [Shape] Tokens label) => SoftmaxCrossEntropy(Embedding(word, 4, 3), label);
        """));

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("4")]
    public void GatherOfActions_AsTheReference(string picks) => SideBySide.Check(Reader.Network($$"""
        [Dense(6), Tanh, Dense(3)] private partial Tensor Q(Tensor state);

        [Forward]   private Tensor Value([Shape(4)] Tensor state, [Shape({{picks}})] Tokens action) => Gather(Q(state), action);
        [Objective] private Tensor Loss([Shape(4)] Tensor state, [Shape({{picks}})] Tokens action, [Shape({{picks}})] Tensor target) =>
            Mean(Square(Gather(Q(state), action) - target));
        """));

    [Fact]
    public void GatherOfSteps_AsTheReference() => SideBySide.Check(Reader.Network("""
        [Objective] private Tensor Loss([Shape(3, 4)] Tensor x, [Shape(3)] Tokens one, [Shape(3, 2)] Tokens two) =>
            Mean(Square(Gather(Dense(x, 5), one))) + Mean(Square(Gather(Dense(x, 5), two)));
        """));

    [Fact]
    public void GatherByArange_TakesTheFirstValuesOfEachSample() => SideBySide.Check(Reader.Network("""
        [Forward]   private Tensor Some([Shape(4)] Tensor x) => Gather(Dense(x, 5), Arange(3));
        [Objective] private Tensor Loss([Shape(4)] Tensor x) => Mean(Square(Gather(Dense(x, 5), Arange(3))));
        """));

    [Fact]
    public void Noise_IsTheGeneratorsInEveryMode() => SideBySide.Check(Reader.Network("""
        [Dense(3)] private partial Tensor Mean0(Tensor x);

        [Forward]   private Tensor Sample([Shape(4)] Tensor x) => Mean0(x) + RandomNormal(3) * RandomNormal();
        [Objective] private Tensor Loss([Shape(4)] Tensor x) => Mean(Square(Mean0(x) * RandomNormal(3)));
        """));

    [Fact]
    public void GraphConvolution_AsTheReference() => SideBySide.Check(Reader.Network("""
        [Objective] private Tensor Loss([Shape(5, 3)] Tensor features, [Shape(9)] Tokens source, [Shape(9)] Tokens target)
        {
            var h = Tanh(Dense(Aggregate(features, source, target), 7));
            return Mean(Square(Aggregate(h, source, target))) + Mean(Square(Aggregate(Sum(h, 1), target, source)));
        }
        """));

    [Fact]
    public void ScatteredAndMarkedTokens_AsTheReference() => SideBySide.Check(Reader.Network("""
        [Forward]   private Tensor Marks([Shape(3)] Tokens word) => OneHot(word, 5);
        [Objective] private Tensor Loss([Shape(4, 6)] Tensor x, [Shape(4, 7)] Tokens bin, [Shape(4)] Tokens word) =>
            Mean(Square(ScatterAdd(Dense(x, 7), bin, 5) * OneHot(word, 5)));
        """));
}
