using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;
using CompiledNets.Compiler.Tests.Reference;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.GradientChecks;

/// <summary>Whole networks, read from source: gradients through shared parts, stops, dropout and what else meets only in networks.</summary>
public sealed class NetworkGradientTests
{
    [Fact]
    public void ChainWithDropout() => Check(
        "[Network, Input(3, 5), Flatten, Dense(7), Sigmoid, Dropout(0.25f), Dense(4), SoftmaxCrossEntropy] public partial class Net;", parameters: 4);

    [Fact]
    public void SharedPart_AddsGradientsUp() => Check(
        Reader.Network("""
            [Dense(5), Sigmoid] private partial Tensor Turn(Tensor x);
            [Objective] private Tensor Loss([Shape(5)] Tensor x, [Shape(5)] Tensor y) => MeanSquaredError(Turn(Turn(x)) * Turn(x), y);
            """), parameters: 2);

    [Fact]
    public void TiedWeight_AddsGradientsUp() => Check(
        Reader.Network("""
            [Embedding(7, 5)] private partial Tensor Embed(Tokens text);
            [Dense(7, TiedTo = nameof(Embed))] private partial Tensor Head(Tensor x);
            [Objective] private Tensor Loss([Shape(3)] Tokens text, [Shape(3)] Tokens next) => SoftmaxCrossEntropy(Head(Sigmoid(Embed(text))), next);
            """), parameters: 2);

    [Fact]
    public void StopGradient_IsAConstant() => Check(
        Reader.Network("""
            [Dense(5)] private partial Tensor Turn(Tensor x);
            [Objective] private Tensor Loss([Shape(5)] Tensor x) => Mean(Square(Turn(x) - 0.5f * StopGradient(Turn(x))));
            """), parameters: 2);

    [Fact]
    public void Trains_GivesGradientsOnlyToWhatItNames() => Check(
        Reader.Network("""
            [Dense(5), Sigmoid] private partial Tensor Body(Tensor x);
            [Dense(3)]          private partial Tensor Head(Tensor x);
            [Objective, Trains(nameof(Head))] private Tensor Loss([Shape(4)] Tensor x) => Mean(Square(Head(Body(x))));
            """), parameters: 2);

    private static void Check(string source, int parameters)
    {
        NetworkModel model = BuildNetwork.Run(Reader.ReadWhole(source));
        Assert.Empty(model.Findings);
        Graph training = model.Entries.Single(entry => entry.Training is not null).Training!;
        foreach (int samples in new[] { 1, 7 })
        {
            Assert.Equal(parameters, FiniteDifferences.Check(training, Feed.Any(training, samples, seed: 5)).Count);
        }
    }
}
