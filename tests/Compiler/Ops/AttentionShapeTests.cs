using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.Ops;

public sealed class AttentionShapeTests
{
    [Theory]
    [InlineData("SelfAttention(4)", 4 * 64 + 4 * 8)]
    [InlineData("SelfAttention(2, Bias = false, Causal = true)", 4 * 64)]
    [InlineData("Sinusoidal", 0)]
    [InlineData("Rotary(2)", 0)]
    public void Sequences_KeepTheirShape(string layer, int parameters)
    {
        LayerRow row = Findings.RowOf("5, 8", layer);
        Assert.Equal(row.Input, row.Output);
        Assert.Equal(parameters, row.Parameters);
    }

    [Fact]
    public void Attention_StoresPyTorchsTensors()
    {
        NetworkModel model = Findings.Whole("[Network, Input(3, 4), SelfAttention(2), Flatten, Dense(2, Bias = false), MeanSquaredError] public partial class Net;");
        Assert.Equal(
            ["0.in_proj_weight (12,4) XavierUniform", "0.in_proj_bias (12) Zeros", "0.out_proj.weight (4,4) XavierUniform", "0.out_proj.bias (4) Zeros"],
            model.Tensors.Where(tensor => tensor.View == "SelfAttention1").Select(tensor => $"{tensor.File} {tensor.Shape} {tensor.Initializer}"));
        Assert.Equal(
            ["InProjWeight", "InProjBias", "OutProjWeight", "OutProjBias"],
            model.Tensors.Where(tensor => tensor.View == "SelfAttention1").Select(tensor => tensor.Member));
    }

    [Fact]
    public void QueriesDecideTheShape() => Assert.Equal(
        Shape.Of(3, 4),
        Findings.Whole(Reader.Network("[Forward] private Tensor F([Shape(3, 4)] Tensor q, [Shape(5, 4)] Tensor m) => MultiHeadAttention(q, m, m, 2);"))
            .Layers[0].Output);

    [Theory]
    [InlineData("8", "SelfAttention(3)", "CN1005 @ '3': 'heads' of SelfAttention is 3, but it must be a divisor of the width 8: 2 or 4 is nearest")]
    [InlineData("8", "SelfAttention(9)", "CN1005 @ '9': 'heads' of SelfAttention is 9, but it must be a divisor of the width 8: 8 is nearest")]
    [InlineData("8", "SelfAttention(0)", "CN1005 @ '0': 'heads' of SelfAttention is 0, but it must be at least 1")]
    [InlineData(
        "12", "Rotary(4)",
        "CN1005 @ '4': 'heads' of Rotary is 4, but it must be a divisor of 6, so that each head has an even part of the width 12: 3 or 6 is nearest")]
    [InlineData("12", "Rotary(3, Period = 0)", "CN1005 @ '0': 'period' of Rotary is 0, but it must be a finite number above 0")]
    public void BadArguments_NameWhatWouldDo(string width, string layer, string finding) =>
        Assert.Equal([finding], Findings.OfChain("5, " + width, layer));

    [Fact]
    public void OddWidths_CannotTurn() => Assert.Equal(
        [
            "CN1005 @ '1': 'heads' of Rotary is 1, but it must be a divisor of 4, so that each head has an even part of the width 9; this width has none: "
            + "give the sequence an even one, with Dense",
        ],
        Findings.OfChain("5, 9", "Rotary(1)"));

    [Theory]
    [InlineData("SelfAttention(x, 1)")]
    [InlineData("Sinusoidal(x)")]
    [InlineData("Rotary(x, 1)")]
    public void OneStep_IsNoSequence(string call) => Assert.Equal(
        [
            $"CN1006 @ '{call}': {call.Split('(')[0]} needs a sequence, (steps,width), but it gets 'x' (4). "
            + "A sequence has its steps first and each step's features last.",
        ],
        Findings.OfMembers($"[Forward] private Tensor F([Shape(4)] Tensor x) => {call};"));

    [Fact]
    public void EveryMismatch_IsReportedAtOnce()
    {
        const string call = "MultiHeadAttention(q, k, v, mask, 3)";
        Assert.Equal(
            [
                $"CN1015 @ '{call}': MultiHeadAttention: the 4 features of the query and the 6 of the key must be equal: 'q' comes in as (3,4), but 'k' comes in as (5,6). "
                + "Give all the same width, with Dense.",
                $"CN1015 @ '{call}': MultiHeadAttention: the 5 steps of the key and the 7 of the value must be equal: 'k' comes in as (5,6), but 'v' comes in as (7,4). "
                + "Every key has one value.",
                $"CN1015 @ '{call}': MultiHeadAttention: the 5 keys and the 3 in the mask must be equal: 'k' comes in as (5,6), but 'mask' comes in as (3). "
                + "The mask says 1 or 0 of each key.",
                "CN1005 @ '3': 'heads' of MultiHeadAttention is 3, but it must be a divisor of the width 4: 2 or 4 is nearest",
            ],
            Findings.OfMembers(
                $"[Forward] private Tensor F([Shape(3, 4)] Tensor q, [Shape(5, 6)] Tensor k, [Shape(7, 4)] Tensor v, [Shape(3)] Tensor mask) => {call};"));
    }

    [Fact]
    public void AMask_HasOneAxis() => Assert.Equal(
        [
            "CN1006 @ 'SelfAttention(x, mask, 2)': SelfAttention needs a mask of one axis, (keys), but it gets 'mask' (3,3). "
            + "The mask says 1 or 0 of each key, for all queries alike.",
        ],
        Findings.OfMembers("[Forward] private Tensor F([Shape(3, 4)] Tensor x, [Shape(3, 3)] Tensor mask) => SelfAttention(x, mask, 2);"));

    [Theory]
    [InlineData("Tensor q, Tensor m", "x, m", "CN1015 @ 'MultiHeadAttention(2)': MultiHeadAttention: the 4 features of the query and the 6 of the memory must be equal: 'x' comes in as (3,4), but 'm' comes in as (5,6). Give all the same width, with Dense.")]
    [InlineData("Tensor x", "x", "CN1022 @ 'MultiHeadAttention(2)': MultiHeadAttention takes at least 2 values, but here it gets one: put it first on a part that has a parameter for each, or call it in a method")]
    public void OnAPart_ItNeedsAMemory(string parameters, string arguments, string finding) => Assert.Equal(
        [finding],
        Findings.OfMembers($"[MultiHeadAttention(2)] private partial Tensor Attend({parameters}); "
            + $"[Forward] private Tensor F([Shape(3, 4)] Tensor x, [Shape(5, 6)] Tensor m) => Attend({arguments});"));

    [Theory]
    [InlineData("SelfAttention(x, rows, position, 2)", "")]
    [InlineData("SelfAttention(x, cache, position, 4, layer: 2)", "")]
    [InlineData("Attention(x, x, x, cache, position, 4)", "")]
    [InlineData("SelfAttention(x, cache, position, 3)", "CN1005 @ '3': 'heads' of SelfAttention is 3, but it must be a divisor of the width 4: 2 or 4 is nearest")]
    [InlineData("SelfAttention(x, cache, position, 2, layer: 3)", "CN1005 @ '3': 'layer' of SelfAttention is 3, but it must be below 3, the layers of 'cache' (3,5,8)")]
    [InlineData("SelfAttention(x, rows, position, 2, layer: -1)", "CN1005 @ '-1': 'layer' of SelfAttention is -1, but it must be at least 0")]
    [InlineData(
        "Attention(x, x, wide, cache, position, 2)",
        "CN1015 @ '{0}': Attention: the 4 features of the query and the 6 of a key or value must be equal: 'x' comes in as (4), but 'wide' comes in as (6). "
        + "Give all the same width, with Dense.")]
    [InlineData(
        "SelfAttention(wide, cache, position, 2)",
        "CN1015 @ '{0}': SelfAttention: the 12 values of a key and a value and the 8 of the cache's rows must be equal: 'wide' comes in as (6), but 'cache' comes in as (3,5,8). "
        + "A cache of steps of width 64 is (layers,context,128).")]
    [InlineData(
        "SelfAttention(rows, cache, position, 2)",
        "CN1006 @ '{0}': SelfAttention needs one step, (width), but it gets 'rows' (5,8). A whole sequence is attended to without a cache.")]
    [InlineData(
        "SelfAttention(x, x, position, 2)",
        "CN1006 @ '{0}': SelfAttention needs a cache, (context,2·width) or (layers,context,2·width), but it gets 'x' (4). Its rows hold a key and a value side by side.")]
    [InlineData(
        "SelfAttention(x, cache, positions, 2)",
        "CN1006 @ '{0}': SelfAttention needs one position, but it gets 'positions' (2). Give each sample one Tokens, [Shape] Tokens position.")]
    public void AStepWithACache_SaysWhatDoesNotFit(string call, string finding) => Assert.Equal(
        finding.Length == 0 ? [] : [finding.Replace("{0}", call, StringComparison.Ordinal)],
        Findings.OfMembers(
            "[Forward] private Tensor F([Shape(4)] Tensor x, [Shape(6)] Tensor wide, [Shape(5, 8)] Tensor rows, [Shape(3, 5, 8)] Tensor cache, "
            + $"[Shape] Tokens position, [Shape(2)] Tokens positions) => {call}.Y;"));

    [Fact]
    public void PositionsThatArePastTheCache_AreFoundWhereTheyAreKnown() => Assert.Contains(
        "CN1016",
        string.Join("; ", Findings.OfMembers("[Forward] private Tensor F([Shape(4)] Tensor x, [Shape(5, 8)] Tensor rows) => SelfAttention(x, rows, Arange(6)[5], 2).Y;")));
}
