using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.Ops;

public sealed class RecurrentShapeTests
{
    [Theory]
    [InlineData("LSTM(x, 7)", "(5,7)")]
    [InlineData("GRU(x, 7, layers: 3)", "(5,7)")]
    [InlineData("RNN(x, 7, bidirectional: true)", "(5,14)")]
    [InlineData("LSTM(x, 7, 0f, 0f).H", "(7)")]
    [InlineData("LSTM(x, 7, h, 0f).C", "(7)")]
    [InlineData("GRU(x, 7, 0f, layers: 2).H", "(2,7)")]
    [InlineData("RNN(x, 7, 0f, layers: 2, bidirectional: true).H", "(4,7)")]
    [InlineData("RNN(x, 7, Concat(0, Reshape(h, 1, 7), Reshape(h, 1, 7)), bidirectional: true).Y", "(5,14)")]
    public void Results(string expression, string output) =>
        Assert.Equal(output, Model(expression).Entries.Single().Results.Single().Shape.ToString());

    [Theory]
    [InlineData("LSTM(x, 7)", "weight_ih_l0 (28,3), weight_hh_l0 (28,7), bias_ih_l0 (28), bias_hh_l0 (28)")]
    [InlineData("GRU(x, 7, bias: false)", "weight_ih_l0 (21,3), weight_hh_l0 (21,7)")]
    [InlineData(
        "RNN(x, 7, layers: 2, bidirectional: true, bias: false)",
        "weight_ih_l0 (7,3), weight_hh_l0 (7,7), weight_ih_l0_reverse (7,3), weight_hh_l0_reverse (7,7), "
        + "weight_ih_l1 (7,14), weight_hh_l1 (7,7), weight_ih_l1_reverse (7,14), weight_hh_l1_reverse (7,7)")]
    public void Parameters_AreCalledAndShapedAsPyTorchs(string expression, string parameters) => Assert.Equal(
        parameters, string.Join(", ", Model(expression).Tensors.Select(tensor => $"{tensor.File.Split('.')[1]} {tensor.Shape}")));

    [Theory]
    [InlineData("LSTM(x, 0)", "CN1005 @ '0': 'units' of LSTM is 0, but it must be at least 1")]
    [InlineData("GRU(x, 7, layers: 0)", "CN1005 @ '0': 'layers' of GRU is 0, but it must be at least 1")]
    [InlineData("RNN(x, 7, layers: 2, dropout: 1)", "CN1005 @ '1': 'dropout' of RNN is 1, but it must be at least 0 and below 1")]
    [InlineData(
        "LSTM(x, 7, dropout: 0.25)",
        "CN1005 @ '0.25': 'dropout' of LSTM is 0.25, but it must be 0 with a single layer: it drops what a layer gives the next")]
    [InlineData(
        "LSTM(h, 7)",
        "CN1006 @ 'LSTM(h, 7)': LSTM needs steps and features, (steps,features), but it gets 'h' (7). "
        + "Embedding makes a sequence of Tokens, Reshape one of other values.")]
    [InlineData(
        "GRU(x, 6, h).Y",
        "CN1015 @ 'GRU(x, 6, h)': GRU: the initial state, (7), and the state that it carries, (6), must be equal: 'h' comes in as (7), "
        + "but one layer of 6 units carries (6). Give it one value for each unit.")]
    [InlineData(
        "LSTM(x, 7, h, 0f, layers: 2).Y",
        "CN1015 @ 'LSTM(x, 7, h, 0f, layers: 2)': LSTM: the initial state, (7), and the state that it carries, (2,7), must be equal: "
        + "'h' comes in as (7), but 2 layers and directions of 7 units carry (2,7). "
        + "Give it a row for each, a layer's forward row before its backward one.")]
    [InlineData(
        "LSTM(x, 200000)",
        "CN1011 @ 'LSTM(x, 200000)': LSTM is too large: a weight, gate by gate, would be (4,200000,200000), "
        + "and one buffer holds at most 536,870,911 values. Choose smaller sizes.")]
    public void Mistakes(string expression, string finding) => Assert.Equal(
        [finding], Findings.OfMembers($"[Forward] private Tensor F([Shape(5, 3)] Tensor x, [Shape(7)] Tensor h) => {expression};"));

    [Fact]
    public void APart_TakesAndReturnsStatesAsItsInlineCallDoes()
    {
        NetworkModel model = Findings.Whole(Reader.Network("""
            [GRU(4, Layers = 2)] private partial (Tensor All, Tensor Last) Read(Tensor x, Tensor state);
            [Forward] private (Tensor, Tensor) F([Shape(5, 3)] Tensor x, [Shape(2, 4)] Tensor h)
            {
                var (y, last) = Read(x, h);
                return (Read(x[..2], 0f).Last, last);
            }
            """));
        Assert.Equal(["(2,4)", "(2,4)"], model.Entries.Single().Results.Select(result => result.Shape.ToString()));
        Assert.Equal(8, model.Tensors.Length);
    }

    [Theory]
    [InlineData("[GRU(4)] private partial (Tensor Y, Tensor H, Tensor C) Read(Tensor x, Tensor h, Tensor c);")]
    [InlineData("[LSTM(4)] private partial (Tensor Y, Tensor H) Read(Tensor x, Tensor h, Tensor c);")]
    [InlineData("[GRU(4), ReLU] private partial (Tensor Y, Tensor H) Read(Tensor x, Tensor h);")]
    public void APart_WithOtherStatesThanItsLayer_IsAFault(string part) => Assert.Equal(
        ["CN0010 @ 'Read'"], Reader.FaultsOf(part + "[Forward] private Tensor F([Shape(5, 3)] Tensor x) => Dense(x, 2);"));

    private static NetworkModel Model(string expression) =>
        Findings.Whole(Reader.Network($"[Forward] private Tensor F([Shape(5, 3)] Tensor x, [Shape(7)] Tensor h) => {expression};"));
}
