using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.Ops;

public sealed class ElementwiseShapeTests
{
    [Theory]
    [InlineData("LeakyReLU(x)", "(3,5)")]
    [InlineData("LeakyReLU(x, -0.5)", "(3,5)")]
    [InlineData("ELU(x, alpha: 2)", "(3,5)")]
    [InlineData("GELU(SiLU(Tanh(Softplus(x))))", "(3,5)")]
    [InlineData("Exp(Log(Sqrt(Abs(x))))", "(3,5)")]
    [InlineData("Pow(x, 0) + Pow(x, 1) + Pow(x, 2) + Pow(x, -0.5)", "(3,5)")]
    [InlineData("Softmax(x) + LogSoftmax(x)", "(3,5)")]
    [InlineData("Maximum(x, y)", "(3,5)")]
    [InlineData("Minimum(0.5f, x)", "(3,5)")]
    [InlineData("Maximum(x[0], Reshape(y, 5, 1))", "(5,5)")]
    public void Results(string expression, string output)
    {
        NetworkModel model = Findings.Whole(Reader.Network($"[Forward] private Tensor F([Shape(3, 5)] Tensor x, [Shape(5)] Tensor y) => {expression};"));
        Assert.Equal(output, model.Entries.Single().Results.Single().Shape.ToString());
    }

    [Theory]
    [InlineData("LeakyReLU(x, double.NaN)", "CN1005 @ 'double.NaN': 'slope' of LeakyReLU is NaN, but it must be a finite number")]
    [InlineData("ELU(x, alpha: 1 / 0.0)", "CN1005 @ '1 / 0.0': 'alpha' of ELU is Infinity, but it must be a finite number")]
    [InlineData("Pow(x, double.NaN)", "CN1005 @ 'double.NaN': 'exponent' of Pow is NaN, but it must be a finite number")]
    [InlineData(
        "Softmax(Sum(x))",
        "CN1006 @ 'Softmax(Sum(x))': Softmax needs at least one axis, but it gets (), which Sum made from (3,5). Softmax compares the "
        + "values of the last axis.")]
    [InlineData(
        "LogSoftmax(0.5f)",
        "CN1006 @ 'LogSoftmax(0.5f)': LogSoftmax needs at least one axis, but it gets a number, (). LogSoftmax compares the values of the last axis.")]
    [InlineData(
        "Maximum(x, y)",
        "CN1003 @ 'Maximum(x, y)': Cannot compare (3,5) and (4): 'x' comes in as (3,5), but 'y' comes in as (4). Axes are matched from the last one and must be equal or 1: "
        + "Reshape one of them, or change the layer that made it.")]
    public void Mistakes(string expression, string finding) => Assert.Equal(
        [finding], Findings.OfMembers($"[Forward] private Tensor F([Shape(3, 5)] Tensor x, [Shape(4)] Tensor y) => {expression};"));

    [Fact]
    public void SeveralMistakes_AreToldInOneGo() => Assert.Equal(
        2, Findings.OfMembers("[Forward] private Tensor F([Shape(3)] Tensor x) => Pow(x, double.NaN) + ELU(x, double.NaN);").Length);
}
