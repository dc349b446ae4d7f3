using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.Ops;

public sealed class LookUpShapeTests
{
    [Theory]
    [InlineData("[Shape] Tokens i", "Embedding(i, 9, 5)", "(5)")]
    [InlineData("[Shape(6, 2)] Tokens i", "Embedding(i, 9, 5)", "(6,2,5)")]
    [InlineData("[Shape(6)] Tensor x", "Embedding(Arange(9), 9, 5)", "(9,5)")]
    [InlineData("[Shape(4)] Tensor x, [Shape] Tokens i", "Gather(x, i)", "()")]
    [InlineData("[Shape(4)] Tensor x, [Shape(1)] Tokens i", "Gather(x, i)", "(1)")]
    [InlineData("[Shape(3, 4)] Tensor x, [Shape(3)] Tokens i", "Gather(x, i)", "(3)")]
    [InlineData("[Shape(3, 4)] Tensor x, [Shape(3, 7)] Tokens i", "Gather(x, i)", "(3,7)")]
    [InlineData("[Shape(3)] Tensor x", "RandomNormal()", "()")]
    [InlineData("[Shape(3)] Tensor x", "RandomNormal(2, 5)", "(2,5)")]
    public void Results(string parameters, string expression, string output)
    {
        NetworkModel model = Findings.Whole(Reader.Network($"[Forward] private Tensor F({parameters}) => {expression};"));
        Assert.Equal(output, model.Entries.Single().Results.Single().Shape.ToString());
    }

    [Theory]
    [InlineData("", "StandardNormal")]
    [InlineData(", initializer: Initializer.Default", "StandardNormal")]
    [InlineData(", initializer: Initializer.Gpt2Normal", "Gpt2Normal")]
    public void Embedding_StartsAsPyTorchs_UnlessToldOtherwise(string argument, string initializer)
    {
        NetworkModel model = Findings.Whole(Reader.Network($"[Forward] private Tensor F([Shape(6)] Tokens i) => Embedding(i, 9, 5{argument});"));
        Assert.Equal(initializer, model.Tensors.Single().Initializer);
    }

    [Theory]
    [InlineData("Embedding(i, 0, 5)", "CN1005 @ '0': 'count' of Embedding is 0, but it must be at least 1")]
    [InlineData("Embedding(i, 5, -1)", "CN1005 @ '-1': 'width' of Embedding is -1, but it must be at least 1")]
    [InlineData(
        "Embedding(i, 1000000, 1000000)",
        "CN1011 @ 'Embedding(i, 1000000, 1000000)': Embedding is too large: its weight would be (1000000,1000000), and one buffer holds at most 536,870,911 values. Choose smaller sizes.")]
    [InlineData("Embedding(Arange(9), 8, 3)", "CN1005 @ '8': 'count' of Embedding is 8, but it must be at least 9, for the positions of Arange")]
    [InlineData("Embedding(Arange(0), 8, 3)", "CN1005 @ '0': 'count' of Arange is 0, but it must be at least 1")]
    [InlineData("RandomNormal(3, 0)", "CN1005 @ '3, 0': 'shape' of RandomNormal is 0, but it must be positive extents")]
    [InlineData(
        "Gather(Mean(x), i)",
        "CN1006 @ 'Gather(Mean(x), i)': Gather needs an axis to pick from, but it gets (), which Mean made from (5,3). "
        + "Reshape(1) makes one value an axis.")]
    [InlineData(
        "Gather(x, i)",
        "CN1015 @ 'Gather(x, i)': Gather: the axes before the last, (5), and those of the index, (4), must be equal: 'x' comes in as (5,3), but 'i' comes in as (4). "
        + "Give the index the shape (5), or (5,2) to pick two of each row.")]
    public void Mistakes(string expression, string finding) => Assert.Equal(
        [finding], Findings.OfMembers($"[Forward] private Tensor F([Shape(5, 3)] Tensor x, [Shape(4)] Tokens i) => {expression};"));

    [Fact]
    public void GatherByArange_StaysOnTheAxis() => Assert.Equal(
        ["CN1016 @ 'Gather(x, Arange(4))': Index 3 of Arange is outside of the last axis of 'x' (3). Its positions are 0 to 2."],
        Findings.OfMembers("[Forward] private Tensor F([Shape(3)] Tensor x) => Gather(x, Arange(4));"));

    [Fact]
    public void TensorForTokens_IsTold() => Assert.Equal(
        [
            "CN1017 @ 'Embedding(3, 4)': Embedding needs Tokens (ints), but it gets (3), the shape of 'x'. "
            + "Give it the Tokens themselves, as the first layer.",
        ],
        Findings.OfMembers("[Dense(3), Embedding(3, 4)] private partial Tensor P(Tensor x); [Forward] private Tensor F([Shape(3)] Tensor x) => P(x);"));

    [Fact]
    public void TokensForATensor_AreTold() => Assert.Equal(
        ["CN1017 @ 'Dense(3)': Dense needs a Tensor (floats), but it gets 'x' (3). Embedding turns Tokens into a Tensor."],
        Findings.OfMembers("[Dense(3), ReLU] private partial Tensor P(Tokens x); [Forward] private Tensor F([Shape(3)] Tokens x) => P(x);"));
}
