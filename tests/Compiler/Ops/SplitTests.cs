using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.Ops;

/// <summary>An axis taken apart: shapes, how the parts are written, and what is said of mistakes.</summary>
public sealed class SplitTests
{
    private const string Head = "[Forward] private Tensor F([Shape(6, 9)] Tensor x, [Shape] Tensor s) ";

    [Theory]
    [InlineData("=> Split(x, 2)[1];", "(3,9)")]
    [InlineData("=> Split(x, parts: 3, axis: -1)[^1];", "(6,3)")]
    [InlineData("=> Split(x, 1)[0];", "(6,9)")]
    [InlineData("=> Split(x, [1, 2, 3])[2];", "(3,9)")]
    [InlineData("=> Split(x, new[] { 4, 5 }, 1)[0];", "(6,4)")]
    [InlineData("=> Concat(-1, Split(x, 3));", "(2,27)")]
    [InlineData("=> Stack(0, Split(x, 3, axis: -1));", "(3,6,3)")]
    [InlineData("{ var (a, b) = Split(x, [1, 8], -1); return a * b; }", "(6,8)")]
    [InlineData("{ Tensor a, b; (a, _, b) = Split(x, 3); return Concat(0, a, b); }", "(4,9)")]
    [InlineData("{ var (a, b, c, d, e, f) = Split(x, 6); return a + b + c + d + e + f; }", "(1,9)")]
    [InlineData("{ var sum = 0f * x[..1]; foreach (var part in Split(x, 6)) { sum += part; } return sum; }", "(1,9)")]
    [InlineData("{ var parts = Halves(x); return parts[parts.Length - 1]; }", "(3,9)")]
    public void Results(string body, string output)
    {
        NetworkModel model = Findings.Whole(Reader.Network($"{Head} {body} private Tensor[] Halves(Tensor x) => Split(x, 2);"));
        Assert.Equal(output, model.Entries.Single().Results.Single().Shape.ToString());
    }

    [Fact]
    public void Parts_AreCalledAsTheirVariables()
    {
        NetworkModel model = Findings.Whole(Reader.Network(Head + "{ var (query, key, value) = Split(x, 3, 1); return query * key * value; }"));
        Assert.Equal(["Query", "Key", "Value"], model.Entries.Single().Inference.Nodes.Where(node => node.Op.Name == "Slice").Select(node => node.Label.Name));
        Assert.Equal(
            [
                "CN1003 @ 'query + value': Cannot add (2,9) and (3,9): Split makes 'query' (2,9) from (6,9), but Split makes 'value' (3,9) from (6,9). "
                + "Axes are matched from the last one and must be equal or 1: Reshape one of them, or change the layer that made it.",
            ],
            Findings.OfMembers(Head + "{ var (query, _, value) = Split(x, [2, 1, 3]); return query + value; }"));
    }

    [Theory]
    [InlineData(
        "Split(x, 4)[0]",
        "CN1005 @ '4': 'parts' of Split is 4, but it must be a divisor of 6, the extent of axis 0 of 'x' (6,9); other cuts are lists of sizes")]
    [InlineData(
        "Split(x, [5, 5], -1)[0]",
        "CN1005 @ '[5, 5]': 'sizes' of Split is (5,5), but it must be positive extents whose sum is 9, the extent of axis 1 of 'x' (6,9)")]
    [InlineData(
        "Split(x, [7, -1])[0]",
        "CN1005 @ '[7, -1]': 'sizes' of Split is (7,-1), but it must be positive extents whose sum is 6, the extent of axis 0 of 'x' (6,9)")]
    [InlineData("Split(x, 3, 2)[0]", "CN1012 @ '2': Split finds no axis 2 in 'x' (6,9): its axes are 0 to 1 (or -2 to -1); the batch is not counted")]
    [InlineData("Split(s, 1)[0]", "CN1006 @ 'Split(s, 1)': Split needs an axis to cut, but it gets 's' (). Reshape makes axes.")]
    [InlineData("Split(x, 0)[0]", "CN1005 @ '0': 'parts' of Split is 0, but it must be at least 1")]
    [InlineData("Split(x, -2)[0]", "CN1005 @ '-2': 'parts' of Split is -2, but it must be at least 1")]
    public void Mistakes(string expression, string finding) => Assert.Equal([finding], Findings.OfMembers($"{Head} => {expression};"));

    [Theory]
    [InlineData("var (a, b) = Split(x, 3); return a;", "CN0015 @ '(a, b)'")]
    [InlineData("Tensor a, b, c; (a, b, c) = Split(x, 2); return a;", "CN0015 @ '(a, b, c)'")]
    [InlineData("return Split(x, 3)[3];", "CN0015 @ 'Split(x, 3)[3]'")]
    [InlineData("return Split(x, 1_000_000_000)[3];", "CN0020 @ 'Split(x, 1_000_000_000)'")]
    [InlineData("int n = x[0] is Tensor ? 2 : 3; return Split(x, n)[0];", "CN0015 @ 'x[0] is Tensor'")]
    public void WhatCannotBeTakenApart_IsAFault(string body, string fault) =>
        Assert.Equal([fault], Reader.FaultsOf($"[Forward] private Tensor F([Shape(6, 9)] Tensor x) {{ {body} }}"));

    [Fact]
    public void WrongCount_SaysBoth() => Assert.Equal(
        ["Taking an array of 3 apart into 2 cannot be read in the description of a network: name each of its elements, with '_' for those that nothing reads"],
        Reader.Read(Reader.Network(Head + "{ var (a, b) = Split(x, 3); return a; }")).Spec.Faults.Select(Emit.CSharp.StubWriter.MessageOf));
}
