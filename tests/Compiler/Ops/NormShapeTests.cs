using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.Ops;

public sealed class NormShapeTests
{
    [Theory]
    [InlineData("5", "BatchNorm", 10)]
    [InlineData("3, 9, 7", "BatchNorm", 6)]
    [InlineData("5", "LayerNorm", 10)]
    [InlineData("3, 9, 7", "LayerNorm", 14)]
    public void Norms_KeepTheShape(string input, string layer, int parameters)
    {
        LayerRow row = Findings.RowOf(input, layer);
        Assert.Equal(row.Input, row.Output);
        Assert.Equal(parameters, row.Parameters);
    }

    [Fact]
    public void BatchNorm_StoresPyTorchsTensors()
    {
        NetworkModel model = Findings.Whole("[Network, Input(3, 4), BatchNorm, Flatten, Dense(2, Bias = false), MeanSquaredError] public partial class Net;");
        Assert.Equal(
            ["0.weight (3) Ones", "0.bias (3) Zeros", "0.running_mean (3) Zeros", "0.running_var (3) Ones"],
            model.Tensors.Where(tensor => tensor.View == "BatchNorm1").Select(tensor => $"{tensor.File} {tensor.Shape} {tensor.Initializer}"));
        Assert.Equal([false, false, true, true], model.Tensors.Where(tensor => tensor.View == "BatchNorm1").Select(tensor => tensor.IsState));
        Assert.Equal(["RunningMean", "RunningVar"], model.Tensors.Where(tensor => tensor.IsState).Select(tensor => tensor.Member));
    }

    [Fact]
    public void BadNumbers_AreAllReportedAtOnce()
    {
        Assert.Equal(
            [
                "CN1005 @ '0': 'epsilon' of BatchNorm is 0, but it must be above 0",
                "CN1005 @ '1.5': 'momentum' of BatchNorm is 1.5, but it must be from 0 to 1",
            ],
            Findings.OfChain("9", "BatchNorm(Epsilon = 0, Momentum = 1.5)"));
        Assert.Equal(["CN1005 @ '-1': 'epsilon' of LayerNorm is -1, but it must be above 0"], Findings.OfChain("9", "LayerNorm(Epsilon = -1)"));
    }

    [Theory]
    [InlineData("BatchNorm", "channels on axis 0, as in (channels,height,width) or (features)")]
    [InlineData("LayerNorm", "features on the last axis, as in (steps,features)")]
    public void OneValue_HasNothingToNormaliseOver(string op, string wanted) => Assert.Equal(
        [$"CN1006 @ '{op}(x)': {op} needs {wanted}, but it gets 'x' (). Reshape(1) makes one value an axis."],
        Findings.OfMembers($"[Forward] private Tensor F([Shape] Tensor x) => {op}(x);"));

    [Fact]
    public void SharedBatchNorm_MeetsOneNumberOfChannels() => Assert.Equal(
        [
            "CN1004 @ 'BatchNorm': 'Norm' is one set of weights: its first call made its weight (3), but this one, for 'y' (2,9), needs (2). "
            + "Call it with values of one shape, or declare a second part.",
        ],
        Findings.OfMembers("""
            [BatchNorm] private partial Tensor Norm(Tensor x);
            [Forward] private Tensor F([Shape(3, 9)] Tensor x, [Shape(2, 9)] Tensor y) => Sum(Norm(x)) + Sum(Norm(y));
            """));
}
