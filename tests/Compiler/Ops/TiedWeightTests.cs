using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.EndToEnd;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.Ops;

/// <summary>A dense layer that uses another layer's weight.</summary>
public sealed class TiedWeightTests
{
    [Fact]
    public void TiedWeight_IsStoredOnceUnderItsOwnersName()
    {
        INetwork net = CompiledNetwork.From(Networks.TiedGpt).Create();

        Assert.Contains("embed.weight", net.Core.Layout.Slots.Select(slot => slot.Name));
        Assert.Equal(["head.0.weight", "head.0.bias", "head.1.bias"], net.Core.Layout.Slots.Select(slot => slot.Name).Where(name => name.StartsWith("head", StringComparison.Ordinal)));
    }

    [Fact]
    public void TiedWeight_CountsOnceInTheLayerTable()
    {
        NetworkModel model = Findings.Whole(Networks.TiedGpt);

        Assert.Equal(13 * 8, model.Layers.Single(row => row.Name == "Embed").Parameters);
        Assert.Equal(13, model.Layers.Single(row => row.Name == "HeadDense1").Parameters);
        Assert.Equal(model.ParameterCount, model.Layers.Sum(row => row.Parameters));
        Assert.Equal(13 * 8, Findings.Whole(Networks.CharGpt).ParameterCount - model.ParameterCount);
    }

    [Theory]
    [InlineData("Dense(x, 6, tiedTo: nameof(Read))")]
    [InlineData("Dense(x, 6, tiedTo: null)")]
    public void InlineCalls_TieToo(string call) => SideBySide.Check(Reader.Network($$"""
        [Dense(6)] private partial Tensor Read(Tensor x);
        [Objective] private Tensor Loss([Shape(5)] Tensor x, [Shape(6)] Tensor y) => MeanSquaredError(Sigmoid(Read(x)) + {{call}}, y);
        """));

    [Fact]
    public void AnEntryPointThatReachesTheTiedLayerAlone_MakesTheOthersWeight()
    {
        CompiledNetwork compiled = SideBySide.Check(Reader.Network("""
            [Embedding(9, 4, Initializer = Initializer.Zeros)] private partial Tensor Embed(Tokens text);
            [Dense(9, TiedTo = nameof(Embed))] private partial Tensor Head(Tensor x);
            [Forward] private Tensor Decode([Shape(4)] Tensor x) => Head(x);
            [Forward] private Tensor Repeat([Shape(3)] Tokens text) => Head(Embed(text));
            """));

        Assert.Equal(["embed.weight", "head.bias"], compiled.Create().Core.Layout.Slots.Select(slot => slot.Name));
        Assert.Equal(Initializer.Zeros, compiled.Create().Core.Layout.Slots[0].Initializer);
    }

    [Theory]
    [InlineData("", Initializer.XavierUniform)]
    [InlineData(", Initializer = Initializer.StandardNormal", Initializer.StandardNormal)]
    public void AnEmbeddingThatIsAHeadToo_StartsAsAHead(string written, Initializer expected)
    {
        CompiledNetwork compiled = CompiledNetwork.From(Reader.Network($$"""
            [Embedding(9, 4{{written}})] private partial Tensor Embed(Tokens text);
            [Dense(9, TiedTo = nameof(Embed))] private partial Tensor Head(Tensor x);
            [Forward] private Tensor Logits([Shape(3)] Tokens text) => Head(Embed(text));
            """));

        Assert.Equal(expected, compiled.Create().Core.Layout.Slots[0].Initializer);
    }

    [Fact]
    public void ANetworkAsALayer_KeepsItsTies()
    {
        CompiledNetwork compiled = SideBySide.Check("""
            [Network]
            public partial class Inner
            {
                [Embedding(9, 4)] private partial Tensor Embed(Tokens text);
                [Dense(9, TiedTo = nameof(Embed))] private partial Tensor Head(Tensor x);
                [Forward] private Tensor Logits([Shape(3)] Tokens text) => Head(Embed(text));
            }
            [Network]
            public partial class Outer
            {
                [Layer<Inner>] private partial Tensor Text(Tokens text);
                [Embedding(9, 4)] private partial Tensor Embed(Tokens text);
                [Objective] private Tensor Loss([Shape(3)] Tokens text, [Shape(3)] Tokens next) => SoftmaxCrossEntropy(Text(text), next) + Mean(Embed(text));
            }
            """);

        Assert.Equal(["text.embed.weight", "text.head.bias", "embed.weight"], compiled.Create().Core.Layout.Slots.Select(slot => slot.Name));
    }

    [Fact]
    public void Trains_NamesTheOwnerOfTheWeight()
    {
        NetworkModel model = Findings.Whole(Reader.Network("""
            [Embedding(9, 4)] private partial Tensor Embed(Tokens text);
            [Dense(9, TiedTo = nameof(Embed))] private partial Tensor Head(Tensor x);
            [Objective, Trains(nameof(Head))] private Tensor Loss([Shape(3)] Tokens text) => SoftmaxCrossEntropy(Head(Embed(text)), text);
            """));

        Assert.Equal(["head.bias"], model.Entries[0].Training!.Nodes.Select(node => node.Op).OfType<AccumulateOp>().Select(op => op.Tensor.File));
    }

    [Theory]
    [InlineData("nameof(Bend)", "'Head' is tied to 'Bend', which has no weight of its own: name one of 'Embed', 'Pair.Dense1', 'Pair.Dense2'")]
    [InlineData("nameof(Head)", "'Head' is tied to 'Head', which has no weight of its own: name one of 'Embed', 'Pair.Dense1', 'Pair.Dense2'")]
    [InlineData("\"Emb\"", "'Head' is tied to 'Emb', which has no weight of its own: name one of 'Embed', 'Pair.Dense1', 'Pair.Dense2'")]
    [InlineData("nameof(Pair)", "'Head' is tied to 'Pair', which has 2 weights: name one of 'Pair.Dense1', 'Pair.Dense2'")]
    public void ATieToNothing_IsReportedAtItsName(string part, string message) =>
        Assert.Equal([$"CN1023 @ '{part}': {message}"], Findings.OfMembers(Members($"Dense(9, TiedTo = {part})")));

    [Theory]
    [InlineData("Dense(8, TiedTo = nameof(Embed))", "'Head' cannot use the weight of 'Embed': it needs (8,4) for 'x' (3,4), which Embedding made from (3), but that weight is (9,4). Give 'Head' 9 units and an input of 4 features.")]
    [InlineData("Dense(4, TiedTo = \"Pair.Dense1\")", "'Head' cannot use the weight of 'Pair.Dense1': it needs (4,4) for 'x' (3,4), which Embedding made from (3), but that weight is (5,4). Give 'Head' 5 units and an input of 4 features.")]
    public void AnotherShape_NamesBothLayers(string layer, string message) =>
        Assert.Equal([$"CN1024 @ '{layer.Split("= ")[1][..^1]}': {message}"], Findings.OfMembers(Members(layer)));

    [Fact]
    public void AnInitializerOfATiedWeight_IsAnError() => Assert.Equal(
        ["CN1005 @ 'Initializer.Zeros': 'initializer' of Dense is Zeros, but it must be left to 'Embed', whose weight it is"],
        Findings.OfMembers(Members("Dense(9, TiedTo = nameof(Embed), Initializer = Initializer.Zeros)")));

    private static string Members(string head) => $$"""
        [Embedding(9, 4)] private partial Tensor Embed(Tokens text);
        [ReLU] private partial Tensor Bend(Tensor x);
        [Dense(5), ReLU, Dense(4)] private partial Tensor Pair(Tensor x);
        [{{head}}] private partial Tensor Head(Tensor x);
        [Forward] private Tensor Logits([Shape(3)] Tokens text)
        {
            var x = Bend(Embed(text));
            return Head(x) + 0 * Sum(Pair(x));
        }
        """;
}
