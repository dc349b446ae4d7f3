using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;
using CompiledNets.Compiler.Passes;
using CompiledNets.Compiler.Tests.EndToEnd;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.GraphPasses;

/// <summary>Convolutions with a pooling behind them: <see cref="PoolFirst"/>, and <see cref="FusePooling"/> after it.</summary>
public sealed class PoolFirstTests
{
    [Theory]
    [InlineData("MaxPool2D(ReLU(Conv2D(x, 7, 3)), 2)", "ReLU(Add(MaxPool2D(Product(x, parameter())), Reshape(7,1,1)(parameter())))")]
    [InlineData("MaxPool2D(ReLU(Conv2D(x, 7, 3, bias: false)), 3, stride: 2, padding: 1)", "ReLU(MaxPool2D(Product(x, parameter())))")]
    [InlineData("MaxPool2D(Conv2D(x, 7, 3), 2)", "Add(MaxPool2D(Product(x, parameter())), Reshape(7,1,1)(parameter()))")]
    [InlineData("MaxPool2D(Tanh(Conv2D(x, 7, 3, bias: false)), 2)", "MaxPool2D(Tanh(Product(x, parameter())))")]
    [InlineData("MaxPool2D(ReLU(Conv2D(x, 7, 3, bias: false)), 2, stride: 1)", "MaxPool2D(ReLU(Product(x, parameter())))")]
    [InlineData("MaxPool2D(ReLU(x), 2)", "MaxPool2D(ReLU(x))")]
    public void MaximumIsTakenBeforeWhatKeepsTheOrder(string expression, string after) => Assert.Equal(after, Result(PoolFirst.Run(Inference($"=> {expression};"))));

    [Fact]
    public void ValuesThatOthersRead_StayWhereTheyAre() => Assert.Equal(
        "Add(MaxPool2D(ReLU(Product(x, parameter()))), AveragePool2D(ReLU(Product(x, parameter()))))",
        Result(PoolFirst.Run(Inference("{ var y = ReLU(Conv2D(x, 7, 3, bias: false)); return MaxPool2D(y, 2) + AveragePool2D(y, 2); }"))));

    [Theory]
    [InlineData("1, 9, 40", "Conv2D(5, 5, Padding = 2), ReLU, MaxPool2D(2)")]
    [InlineData("3, 11, 7", "Conv2D(40, 3), MaxPool2D(2), ReLU")]
    [InlineData("3, 16, 15", "Conv2D(9, 3, Stride = 2, Bias = false), BatchNorm, ReLU, MaxPool2D(2)")]
    [InlineData("16, 21, 13", "Conv2D(17, 3, Padding = 1), ReLU, MaxPool2D(2)")]
    [InlineData("8, 9, 9", "Conv2D(12, 3, Groups = 2), ReLU, MaxPool2D(2)")]
    public void ConvolutionAndHalving_AreOneKernelInInference(string input, string layers)
    {
        CompiledNetwork net = SideBySide.Check($"[Network, Input({input}), {layers}, Flatten, Dense(3), MeanSquaredError] public partial class Net;");
        Op[] kernels = [.. Plan.Of(net.Model.Entries[0].Inference).Phases.SelectMany(phase => phase.Steps).Select(step => step.Head.Op)];
        Assert.Contains(kernels, op => op is PackedConv2DOp { Pool: true });
        Assert.DoesNotContain(kernels, op => op is MaxPool2DOp);
    }

    [Theory]
    [InlineData("Conv2D(8, 3), ReLU, MaxPool2D(3)")]
    [InlineData("Conv2D(3, 3, Groups = 3), ReLU, MaxPool2D(2)")]
    public void OtherPoolings_StayKernelsOfTheirOwn(string layers)
    {
        CompiledNetwork net = SideBySide.Check($"[Network, Input(3, 14, 13), {layers}, Flatten, Dense(3), MeanSquaredError] public partial class Net;");
        Assert.Contains(Plan.Of(net.Model.Entries[0].Inference).Phases.SelectMany(phase => phase.Steps), step => step.Kernel?.Op is MaxPool2DOp);
    }

    private static Graph Inference(string body) => BuildNetwork
        .Run(Reader.ReadMembers($"[Forward] private Tensor Turn([Shape(7, 9, 9)] Tensor x) {body}")).Entries[0].Inference;

    private static string Result(Graph graph) => graph.Roots[0].Inputs[0].Expression();
}
