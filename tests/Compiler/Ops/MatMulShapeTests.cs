using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.Ops;

public sealed class MatMulShapeTests
{
    [Theory]
    [InlineData("3, 5", "5, 2", "(3,2)")]
    [InlineData("7, 3, 5", "5, 2", "(7,3,2)")]
    [InlineData("3, 5", "7, 5, 2", "(7,3,2)")]
    [InlineData("7, 1, 3, 5", "4, 5, 2", "(7,4,3,2)")]
    [InlineData("5", "5", "()")]
    [InlineData("5", "5, 2", "(2)")]
    [InlineData("3, 5", "5", "(3)")]
    [InlineData("7, 3, 5", "5", "(7,3)")]
    [InlineData("5", "7, 5, 2", "(7,2)")]
    public void Results(string left, string right, string output)
    {
        NetworkModel model = Findings.Whole(Network(left, right));
        Assert.Equal(output, model.Entries.Single().Results.Single().Shape.ToString());
    }

    [Theory]
    [InlineData("7, 3, 5", "5, 2", 2 * 7 * 3 * 5 * 2)]
    [InlineData("5", "5", 10)]
    public void Flops_AreTwoForEachTerm(string left, string right, long flops) =>
        Assert.Equal(flops, Findings.Whole(Network(left, right)).Layers.Single().Flops);

    [Theory]
    [InlineData(
        "3, 5", "3, 2",
        "CN1015 @ 'MatMul(a, b)': MatMul: the 5 columns on the left and the 3 rows on the right must be equal: 'a' comes in as (3,5), but 'b' comes in as (3,2). "
        + "Change the layer that made one of them.")]
    [InlineData(
        "3, 5", "2, 3",
        "CN1015 @ 'MatMul(a, b)': MatMul: the 5 columns on the left and the 2 rows on the right must be equal: 'a' comes in as (3,5), but 'b' comes in as (2,3). "
        + "Exchange the two, or change the layer that made one of them.")]
    [InlineData(
        "2, 3, 5", "4, 5, 2",
        "CN1003 @ 'MatMul(a, b)': Cannot multiply the matrices of (2,3,5) and (4,5,2): 'a' comes in as (2,3,5), but 'b' comes in as (4,5,2). Axes before the last two must be equal or 1.")]
    [InlineData(
        "40000, 1", "1, 40000",
        "CN1011 @ 'MatMul(a, b)': MatMul is too large: its result would be (40000,40000), and one buffer holds at most 536,870,911 values. Choose smaller sizes.")]
    public void Mistakes(string left, string right, string finding) => Assert.Equal([finding], Findings.Of(Network(left, right)));

    [Fact]
    public void Numbers_AreNoMatrices() => Assert.Equal(
        [
            "CN1006 @ 'MatMul(Sum(x), 2)': MatMul needs matrices or vectors, but it gets (), which Sum made from (3,3). Write * to multiply by one number.",
            "CN1006 @ 'MatMul(Sum(x), 2)': MatMul needs matrices or vectors, but it gets a number, (). Write * to multiply by one number.",
        ],
        Findings.OfMembers("[Forward] private Tensor F([Shape(3, 3)] Tensor x) => MatMul(Sum(x), 2);"));

    private static string Network(string left, string right) =>
        Reader.Network($"[Forward] private Tensor F([Shape({left})] Tensor a, [Shape({right})] Tensor b) => MatMul(a, b);");
}
