using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.Ops;

/// <summary>Shapes of what goes along the edges of graphs and over segments of rows.</summary>
public sealed class GraphShapeTests
{
    private const string Parameters =
        "[Shape(6, 9, 7)] Tensor x, [Shape] Tensor s, [Shape(5)] Tokens i, [Shape(4)] Tokens j, [Shape(5)] Tensor w, [Shape(5, 9)] Tensor heads, [Shape(5, 1)] Tensor narrow, "
        + "[Shape(4)] Tensor four, [Shape(3, 2)] Tokens grid, [Shape] Tokens one";

    [Theory]
    [InlineData("Aggregate(x, i, i)", "(6,9,7)")]
    [InlineData("Aggregate(x, i, i, w)", "(6,9,7)")]
    [InlineData("Aggregate(x, i, i, heads)", "(6,9,7)")]
    [InlineData("Aggregate(w, j, j, four)", "(5)")]
    [InlineData("Take(x, i)", "(5,9,7)")]
    [InlineData("Take(x, grid)", "(3,2,9,7)")]
    [InlineData("Take(x, one)", "(9,7)")]
    [InlineData("Take(w, i)", "(5)")]
    [InlineData("SegmentSum(heads, i, 3)", "(3,9)")]
    [InlineData("SegmentSum(w, i, 8)", "(8)")]
    [InlineData("SegmentSoftmax(heads, i, 3)", "(5,9)")]
    public void Results(string expression, string output)
    {
        NetworkModel model = Findings.Whole(Reader.Network($"[Forward] private Tensor F({Parameters}) => {expression};"));
        Assert.Equal(output, model.Entries.Single().Results.Single().Shape.ToString());
    }

    [Theory]
    [InlineData(
        "Aggregate(x, i, j)",
        "CN1015 @ 'Aggregate(x, i, j)': Aggregate: the sources (5) and the targets (4) must be equal: 'i' comes in as (5), but 'j' comes in as (4). "
        + "Give both the shape (edges): one source and one target for each edge.")]
    [InlineData(
        "Aggregate(x, i, i, four)",
        "CN1015 @ 'Aggregate(x, i, i, four)': Aggregate: the weights (4) and the edges (5) must be equal: 'four' comes in as "
        + "(4), but 'i' comes in as (5). Give each edge one weight, (5), or one for each part of its node, (5,9).")]
    [InlineData(
        "Aggregate(x, i, i, narrow)",
        "CN1015 @ 'Aggregate(x, i, i, narrow)': Aggregate: the weights (5,1) and the edges and parts of "
        + "a node (5,9) must be equal: 'narrow' comes in as (5,1), but 'x' comes in as (6,9,7). Give each edge one weight, (5), or "
        + "one for each part of its node, (5,9).")]
    [InlineData(
        "Aggregate(x, i, i, s)",
        "CN1015 @ 'Aggregate(x, i, i, s)': Aggregate: the weights () and the edges (5) must be equal: 's' comes in as (), but "
        + "'i' comes in as (5). Give each edge one weight, (5), or one for each part of its node, (5,9).")]
    [InlineData(
        "Aggregate(w, i, i, heads)",
        "CN1015 @ 'Aggregate(w, i, i, heads)': Aggregate: the weights (5,9) and the edges (5) must be equal: 'heads' comes in as "
        + "(5,9), but 'i' comes in as (5). Give each edge one weight, (5).")]
    [InlineData(
        "Aggregate(four, i, Arange(5), w)",
        "CN1016 @ 'Aggregate(four, i, Arange(5), w)': Index 4 of Arange is outside of the nodes of 'four' (4). They are 0 to 3.")]
    [InlineData("Take(s, i)", "CN1006 @ 'Take(s, i)': Take needs rows on axis 0, but it gets 's' (). Reshape(1) makes one value an axis.")]
    [InlineData("Take(x, Arange(7))", "CN1016 @ 'Take(x, Arange(7))': Index 6 of Arange is outside of the rows of 'x' (6,9,7). They are 0 to 5.")]
    [InlineData(
        "SegmentSum(x, i, 3)",
        "CN1015 @ 'SegmentSum(x, i, 3)': SegmentSum: the rows (6) and their segments (5) must be equal: 'x' comes in as (6,9,7), "
        + "but 'i' comes in as (5). Give each row the number of its segment.")]
    [InlineData(
        "SegmentSoftmax(s, i, 3)",
        "CN1006 @ 'SegmentSoftmax(s, i, 3)': SegmentSoftmax needs rows on axis 0, but it gets 's' (). Reshape(1) makes one value "
        + "an axis.")]
    [InlineData("SegmentSoftmax(w, i, 0)", "CN1005 @ '0': 'count' of SegmentSoftmax is 0, but it must be at least 1")]
    [InlineData("SegmentSum(w, Arange(5), 4)", "CN1005 @ '4': 'count' of SegmentSum is 4, but it must be at least 5, for the positions of Arange")]
    public void Mistakes(string expression, string finding) => Assert.Equal(
        [finding], Findings.OfMembers($"[Forward] private Tensor F({Parameters}) => {expression};"));
}
