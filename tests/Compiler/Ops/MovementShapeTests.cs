using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.Ops;

public sealed class MovementShapeTests
{
    [Theory]
    [InlineData("x[0]", "(3)")]
    [InlineData("x[^1]", "(3)")]
    [InlineData("x[4][^3]", "()")]
    [InlineData("x[1..]", "(4,3)")]
    [InlineData("x[..^4]", "(1,3)")]
    [InlineData("x[..]", "(5,3)")]
    [InlineData("x[2..3]", "(1,3)")]
    [InlineData("Concat(0, x)", "(5,3)")]
    [InlineData("Concat(0, x, x[1..], x)", "(14,3)")]
    [InlineData("Concat(1, x, y)", "(5,5)")]
    [InlineData("Concat(-1, x, y, y)", "(5,7)")]
    public void Results(string expression, string output)
    {
        NetworkModel model = Findings.Whole(Reader.Network($"[Forward] private Tensor F([Shape(5, 3)] Tensor x, [Shape(5, 2)] Tensor y) => {expression};"));
        Assert.Equal(output, model.Entries.Single().Results.Single().Shape.ToString());
    }

    [Theory]
    [InlineData("Embedding(t[1..], 9, 2)", "(5,2)")]
    [InlineData("Embedding(t[^1], 9, 2)", "(2)")]
    [InlineData("Embedding(t[..][2], 9, 2)", "(2)")]
    public void Tokens_AreSlicedToo(string expression, string output)
    {
        NetworkModel model = Findings.Whole(Reader.Network($"[Forward] private Tensor F([Shape(6)] Tokens t) => {expression};"));
        Assert.Equal(output, model.Entries.Single().Results.Single().Shape.ToString());
    }

    [Fact]
    public void SliceOfArange_IsKnownToStayInATable()
    {
        Findings.Whole(Reader.Network("[Forward] private Tensor F([Shape(3)] Tensor x) => Embedding(Arange(9)[2..][..4], 6, 2) * x[0];"));
        Assert.Equal(
            ["CN1005 @ '5': 'count' of Embedding is 5, but it must be at least 6, for the positions of Arange"],
            Findings.OfMembers("[Forward] private Tensor F([Shape(3)] Tensor x) => Embedding(Arange(9)[2..][..4], 5, 2) * x[0];"));
        Assert.Equal(
            ["CN1016 @ 'Gather(x, Arange(9)[^1])': Index 8 of Arange is outside of the last axis of 'x' (8). Its positions are 0 to 7."],
            Findings.OfMembers("[Forward] private Tensor F([Shape(8)] Tensor x) => Gather(x, Arange(9)[^1]);"));
    }

    [Theory]
    [InlineData("x[5]", "CN1016 @ '5': Index 5 is outside of the first axis of 'x' (5,3). Its positions are 0 to 4, or ^5 to ^1.")]
    [InlineData("x[^6]", "CN1016 @ '^6': Index ^6 is outside of the first axis of 'x' (5,3). Its positions are 0 to 4, or ^5 to ^1.")]
    [InlineData("x[^0]", "CN1016 @ '^0': Index ^0 is outside of the first axis of 'x' (5,3). Its positions are 0 to 4, or ^5 to ^1.")]
    [InlineData("x[2..6]", "CN1016 @ '2..6': Range 2..6 is outside of the first axis of 'x' (5,3). Its ends are 0 to 5, or ^5 to ^0.")]
    [InlineData("x[^7..]", "CN1016 @ '^7..': Range ^7..^0 is outside of the first axis of 'x' (5,3). Its ends are 0 to 5, or ^5 to ^0.")]
    [InlineData(
        "x[3..3]",
        "CN1005 @ '3..3': 'range' of a slice is 3..3, but it must be a range of at least one position")]
    [InlineData(
        "x[^2..1]",
        "CN1005 @ '^2..1': 'range' of a slice is ^2..1 (3..1 of an axis of 5), but it must be a range of at least one position")]
    [InlineData(
        "Sum(x)[0]",
        "CN1006 @ 'Sum(x)[0]': An index needs a tensor with axes, but it gets (), which Sum made from (5,3). Indices and ranges pick along the "
        + "first axis of a sample.")]
    [InlineData("Concat(2, x, y)", "CN1012 @ '2': Concat finds no axis 2 in 'x' (5,3): its axes are 0 to 1 (or -2 to -1)")]
    [InlineData(
        "Concat(0, x, y)",
        "CN1003 @ 'Concat(0, x, y)': Cannot join (5,3) and (5,2) along axis 0: 'x' comes in as (5,3), but 'y' comes in as (5,2). All axes but 0 must be equal.")]
    [InlineData(
        "Concat(0, x, x[0])",
        "CN1003 @ 'Concat(0, x, x[0])': Cannot join (5,3) and (3) along axis 0: 'x' comes in as (5,3), but the slice makes (3) from (5,3). "
        + "Reshape one of them to as many axes.")]
    [InlineData(
        "Concat(0, Sum(x), Sum(x))",
        "CN1006 @ 'Concat(0, Sum(x), Sum(x))': Concat needs tensors with axes, but it gets (), which Sum made from (5,3). Reshape(1) makes one "
        + "value an axis.")]
    [InlineData("Concat(0)", "CN1008 @ 'Concat(0)': Concat needs 'parts': list the tensors to join")]
    public void Mistakes(string expression, string finding) => Assert.Equal(
        [finding], Findings.OfMembers($"[Forward] private Tensor F([Shape(5, 3)] Tensor x, [Shape(5, 2)] Tensor y) => {expression};"));
}
