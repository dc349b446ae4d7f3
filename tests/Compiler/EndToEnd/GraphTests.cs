using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Emitted graph networks whose edges have weights or messages of their own.</summary>
public sealed class GraphTests
{
    [Fact]
    public void WeightsOfEdges_GivenAndLearned_AsTheReference() => SideBySide.Check(Reader.Network("""
        [Embedding(9, 1)] private partial Tensor Strength(Tokens edge);

        [Objective] private Tensor Loss(
            [Shape(5, 3)] Tensor features, [Shape(9)] Tokens source, [Shape(9)] Tokens target, [Shape(9)] Tensor weights)
        {
            var h = Tanh(Dense(Aggregate(features, source, target, weights), 17));
            return Mean(Square(Aggregate(h, target, source, Reshape(Strength(Arange(9)), 9))));
        }
        """));

    // Veličković et al. 2018 with two heads.
    [Fact]
    public void GraphAttention_AsTheReference() => SideBySide.Check(Reader.Network("""
        [Forward] private Tensor Attend([Shape(5, 3)] Tensor features, [Shape(9)] Tokens source, [Shape(9)] Tokens target)
        {
            var h = Reshape(Dense(features, 14), 5, 2, 7);
            var from = Sum(h * Embedding(Arange(2), 2, 7), axis: -1);
            var to = Sum(h * Embedding(Arange(2), 2, 7), axis: -1);
            var attention = SegmentSoftmax(LeakyReLU(Take(from, source) + Take(to, target), 0.2f), target, 5);
            return Tanh(Aggregate(h, source, target, attention));
        }

        [Objective] private Tensor Loss([Shape(5, 3)] Tensor features, [Shape(9)] Tokens source, [Shape(9)] Tokens target, [Shape(5)] Tokens label) =>
            SoftmaxCrossEntropy(Dense(Reshape(Attend(features, source, target), 5, 14), 4), label);
        """));

    // Gilmer et al. 2017: messages computed from both ends and what the edge itself says.
    [Fact]
    public void MessagesAlongEdges_AsTheReference() => SideBySide.Check(Reader.Network("""
        [Objective] private Tensor Loss(
            [Shape(5, 3)] Tensor nodes, [Shape(9, 2)] Tensor edges, [Shape(9)] Tokens source, [Shape(9)] Tokens target, [Shape(5)] Tokens molecule)
        {
            var messages = Tanh(Dense(Concat(1, Take(nodes, source), Take(nodes, target), edges), 7));
            var h = Tanh(Dense(nodes, 7) + SegmentSum(messages, target, 5));
            return Mean(Square(SegmentSum(h, molecule, 2)));
        }
        """));
}
