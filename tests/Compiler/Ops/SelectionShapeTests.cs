using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.Ops;

/// <summary>Positions of the largest values: shapes, and where they cannot be looked up.</summary>
public sealed class SelectionShapeTests
{
    private const string Parameters = "[Shape(6, 9, 7)] Tensor x, [Shape(3, 5)] Tensor y, [Shape] Tensor s";

    [Theory]
    [InlineData("Tokens", "ArgMax(x)", "(6,9)")]
    [InlineData("Tokens", "ArgMax(x, axis: 0)", "(9,7)")]
    [InlineData("Tokens", "ArgMax(x, -2)[1..]", "(5,7)")]
    [InlineData("Tokens", "TopK(y, 2).Indices", "(3,2)")]
    [InlineData("Tensor", "TopK(y, 5).Values", "(3,5)")]
    [InlineData("Tensor", "OneHot(ArgMax(y), 5)", "(3,5)")]
    [InlineData("Tensor", "Gather(y, ArgMax(y))", "(3)")]
    [InlineData("Tensor", "Embedding(TopK(y, 2).Indices, 5, 4)", "(3,2,4)")]
    public void Results(string type, string expression, string output)
    {
        NetworkModel model = Findings.Whole(Reader.Network($"[Forward] private {type} F({Parameters}) => {expression};"));
        EntryResult result = model.Entries.Single().Results.Single();
        Assert.Equal((output, type == "Tokens" ? ElementKind.Int : ElementKind.Float), (result.Shape.ToString(), result.Element));
    }

    [Theory]
    [InlineData("ArgMax(s)", "CN1006 @ 'ArgMax(s)': ArgMax needs an axis to look along, but it gets 's' (). Reshape(1) makes one value an axis.")]
    [InlineData("ArgMax(y, 2)", "CN1012 @ '2': ArgMax finds no axis 2 in 'y' (3,5): its axes are 0 to 1 (or -2 to -1); the batch is not counted")]
    [InlineData("TopK(s, 1).Indices", "CN1006 @ 'TopK(s, 1)': TopK needs an axis to pick from, but it gets 's' (). Reshape(1) makes one value an axis.")]
    [InlineData("TopK(y, 6).Indices", "CN1005 @ '6': 'count' of TopK is 6, but it must be at most 5, the extent of the last axis of 'y' (3,5)")]
    [InlineData("TopK(y, 0).Indices", "CN1005 @ '0': 'count' of TopK is 0, but it must be at least 1")]
    [InlineData("ArgMax(OneHot(ArgMax(y), 4))", "CN1005 @ '4': 'classes' of OneHot is 4, but it must be at least 5, for the positions of ArgMax")]
    [InlineData(
        "ArgMax(Embedding(TopK(y, 2).Indices[1..], 4, 2))", "CN1005 @ '4': 'count' of Embedding is 4, but it must be at least 5, for the positions of TopK")]
    [InlineData(
        "ArgMax(Gather(y, ArgMax(x, 1)[..3]))",
        "CN1016 @ 'Gather(y, ArgMax(x, 1)[..3])': Index 8 of ArgMax is outside of the last axis of 'y' (3,5). Its positions are 0 to 4.")]
    public void Mistakes(string expression, string finding) =>
        Assert.Equal([finding], Findings.OfMembers($"[Forward] private Tokens F({Parameters}) => {expression};"));

    [Theory]
    [InlineData("SoftmaxCrossEntropy(y, Arange(3)) + SoftmaxCrossEntropy(y, Arange(9)[2..5])")]
    [InlineData("SoftmaxCrossEntropy(y, ArgMax(y)) + NegativeLogLikelihood(LogSoftmax(y), Arange(3)) + Mean(Gather(y, ArgMax(y)))")]
    public void LabelsThatTheNetworkMakes_FitTheirClasses(string loss) =>
        Assert.Equal([], Findings.OfMembers($"[Objective] private Tensor F({Parameters}) => {loss};"));

    [Theory]
    [InlineData(
        "SoftmaxCrossEntropy(y, Arange(9)[4..7])",
        "CN1016 @ 'SoftmaxCrossEntropy(y, Arange(9)[4..7])': Index 6 of Arange is outside of what SoftmaxCrossEntropy looks up. It takes 0 to 4.")]
    [InlineData(
        "NegativeLogLikelihood(LogSoftmax(y), ArgMax(x[0], 0)[..3])",
        "CN1016 @ 'NegativeLogLikelihood(LogSoftmax(y), ArgMax(x[0], 0)[..3])': Index 8 of ArgMax is outside of what NegativeLogLikelihood looks up. "
        + "It takes 0 to 4.")]
    public void LabelsThatTheNetworkMakes_AreCheckedAtOnce(string loss, string finding) =>
        Assert.Equal([finding], Findings.OfMembers($"[Objective] private Tensor F({Parameters}) => {loss};"));

    [Theory]
    [InlineData("[Objective] private Tokens F([Shape(3)] Tensor x) => ArgMax(x);", "returns 'Tokens': return a Tensor, one number per sample")]
    [InlineData("[Forward] private (Tokens A, int B) F([Shape(3)] Tensor x) => (ArgMax(x), 1);", "returns '(Tokens A, int B)': return Tensor, Tokens or a tuple of them")]
    public void WhatNoEntryPointReturns_IsAFault(string entry, string problem) => Assert.Equal(
        [$"The entry point 'F' {problem}"], Reader.Read(Reader.Network(entry)).Spec.Faults.Select(Emit.CSharp.StubWriter.MessageOf));

    [Fact]
    public void StubOfABrokenNetwork_TakesSpansOfInts()
    {
        string stub = NetworkCompiler.Emit(Reader.ReadMembers(
            "[Forward] private (Tokens Best, Tensor All) F([Shape(3)] Tensor x) => (ArgMax(x, 7), x); [Forward] private Tokens G([Shape(3)] Tokens x) => x;"));
        Assert.Contains("public void F(ReadOnlySpan<float> x, Span<int> best, Span<float> all) =>", stub, StringComparison.Ordinal);
        Assert.Contains("public void G(ReadOnlySpan<int> x, Span<int> output) =>", stub, StringComparison.Ordinal);
    }
}
