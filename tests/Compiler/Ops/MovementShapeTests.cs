using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.Ops;

/// <summary>Shapes of what moves, repeats, chooses and adds up values.</summary>
public sealed class MovementShapeTests
{
    private const string Parameters =
        "[Shape(6, 9, 7)] Tensor x, [Shape(3, 5)] Tensor y, [Shape] Tensor s, [Shape(3, 5)] Tokens at, [Shape(5)] Tokens i, [Shape(4)] Tokens j";

    [Theory]
    [InlineData("Transpose(x)", "(6,7,9)")]
    [InlineData("Permute(x, 2, 0, 1)", "(7,6,9)")]
    [InlineData("Permute(x, 0, -1, 1)", "(6,7,9)")]
    [InlineData("Stack(0, x, x)", "(2,6,9,7)")]
    [InlineData("Stack(-1, y, y, y)", "(3,5,3)")]
    [InlineData("Slice(x, 1, 2, 5)", "(6,3,7)")]
    [InlineData("Pad(x, 1, 2)", "(6,9,10)")]
    [InlineData("Pad(x, 0, 0, top: 3, bottom: 1)", "(6,13,7)")]
    [InlineData("Broadcast(Mean(x, 1, keepDims: true), 2, 6, 5, 7)", "(2,6,5,7)")]
    [InlineData("CumulativeSum(x, -2)", "(6,9,7)")]
    [InlineData("Where(Greater(x, 0), x, Mean(x, 0))", "(6,9,7)")]
    [InlineData("Clamp(x, -1, 1)", "(6,9,7)")]
    [InlineData("GatedLinearUnit(Slice(x, 2, 0, 6))", "(6,9,3)")]
    [InlineData("OneHot(i, 4)", "(5,4)")]
    [InlineData("ScatterAdd(y, at, 4)", "(3,4)")]
    [InlineData("Upsample(x, 3)", "(6,27,21)")]
    [InlineData("GlobalMaxPool(x)", "(6)")]
    [InlineData("Conv1D(y, 2, 3, stride: 2, padding: 1)", "(2,3)")]
    [InlineData("MaxPool1D(y, 2)", "(3,2)")]
    [InlineData("ConvTranspose2D(x, 5, 3, stride: 2, padding: 1)", "(5,17,13)")]
    [InlineData("ConvTranspose2D(x, 5, 3, stride: 2, padding: 1, outputPadding: 1)", "(5,18,14)")]
    public void Results(string expression, string output)
    {
        NetworkModel model = Findings.Whole(Reader.Network($"[Forward] private Tensor F({Parameters}) => {expression};"));
        Assert.Equal(output, model.Entries.Single().Results.Single().Shape.ToString());
    }

    [Theory]
    [InlineData("Permute(x, 0, 1)", "CN1005 @ '0, 1': 'axes' of Permute is (0,1), but it must be each of the 3 axes of 'x' (6,9,7) once")]
    [InlineData("Permute(x, 0, 0, 1)", "CN1005 @ '0, 0, 1': 'axes' of Permute is (0,0,1), but it must be each of the 3 axes of 'x' (6,9,7) once")]
    [InlineData(
        "Transpose(s)",
        "CN1006 @ 'Transpose(s)': Transpose needs at least two axes, rows and columns, but it gets 's' (). Reshape makes it a matrix.")]
    [InlineData("Stack(5, y, y)", "CN1005 @ '5': 'axis' of Stack is 5, but it must be from -3 to 2")]
    [InlineData(
        "Stack(0, x, y)",
        "CN1003 @ 'Stack(0, x, y)': Cannot stack (6,9,7) and (3,5): 'x' comes in as (6,9,7), but 'y' comes in as (3,5). "
        + "All parts must have one shape: Reshape one of them, or join them with Concat.")]
    [InlineData("Slice(x, 1, 0, 10)", "CN1016 @ '10': Range 0..10 is outside of axis 1 of 'x' (6,9,7). It has 9 positions.")]
    [InlineData("Slice(x, 1, 5, 5)", "CN1005 @ '5': 'end' of Slice is 5, but it must be at least 6")]
    [InlineData("Pad(x, -1, 0)", "CN1005 @ '-1': 'left' of Pad is -1, but it must be at least 0")]
    [InlineData("Pad(s, 1, 0)", "CN1006 @ 'Pad(s, 1, 0)': Pad needs an axis to pad, but it gets 's' (). Reshape makes axes.")]
    [InlineData(
        "Broadcast(x, 6, 9)",
        "CN1005 @ '6, 9': 'shape' of Broadcast is (6,9), but it must be one that 'x' (6,9,7) broadcasts to: "
        + "matched from the last axis, each of its extents is equal or 1")]
    [InlineData("CumulativeSum(x, 3)", "CN1012 @ '3': CumulativeSum finds no axis 3 in 'x' (6,9,7): its axes are 0 to 2 (or -3 to -1); the batch is not counted")]
    [InlineData(
        "Where(s, x, y)",
        "CN1003 @ 'Where(s, x, y)': Cannot choose between (6,9,7) and (3,5): 'x' comes in as (6,9,7), but 'y' comes in as (3,5). "
        + "Axes are matched from the last one and must be equal or 1: Reshape one of them, or change the layer that made it.")]
    [InlineData("Clamp(x, 1, 0.5)", "CN1005 @ '0.5': 'high' of Clamp is 0.5, but it must be at least 'low', 1")]
    [InlineData(
        "GatedLinearUnit(x)",
        "CN1006 @ 'GatedLinearUnit(x)': GatedLinearUnit needs an even number of features on the last axis, half of them gates, but it gets "
        + "'x' (6,9,7). Give the layer before it twice as many units as shall come out.")]
    [InlineData("OneHot(Arange(9), 4)", "CN1005 @ '4': 'classes' of OneHot is 4, but it must be at least 9, for the positions of Arange")]
    [InlineData(
        "ScatterAdd(y, i, 4)",
        "CN1015 @ 'ScatterAdd(y, i, 4)': ScatterAdd: the shape of the values, (3,5), and that of the index, (5), must be equal: "
        + "'y' comes in as (3,5), but 'i' comes in as (5). Give each value an index.")]
    [InlineData("Upsample(x, 0)", "CN1005 @ '0': 'factor' of Upsample is 0, but it must be at least 1")]
    [InlineData(
        "Conv1D(s, 2, 3)",
        "CN1006 @ 'Conv1D(s, 2, 3)': Conv1D needs a sequence of (channels,steps), but it gets 's' (). Reshape folds axes into two.")]
    [InlineData(
        "Conv1D(y, 2, 6)",
        "CN1007 @ '6': Conv1D's window of 6 does not fit into 5: the input is 'y' (3,5). Give it a kernel of at most 5 or a padding of at least 1.")]
    [InlineData(
        "ConvTranspose2D(x, 2, 1, padding: 4)",
        "CN1005 @ '4': 'padding' of ConvTranspose2D is 4, but it must be at most 3: without it, the result is 9x7")]
    [InlineData(
        "ConvTranspose2D(x, 2, 3, stride: 2, outputPadding: 2)",
        "CN1005 @ '2': 'outputPadding' of ConvTranspose2D is 2, but it must be less than the stride, 2")]
    [InlineData(
        "ConvTranspose2D(x, 2, 3, outputPadding: -1)", "CN1005 @ '-1': 'outputPadding' of ConvTranspose2D is -1, but it must be at least 0")]
    public void Mistakes(string expression, string finding) => Assert.Equal(
        [finding], Findings.OfMembers($"[Forward] private Tensor F({Parameters}) => {expression};"));

    [Theory]
    [InlineData("GroupNorm(4)", "CN1005 @ '4': 'groups' of GroupNorm is 4, but it must be a divisor of the 6 channels of its input 'input' (6,9)")]
    [InlineData("GroupNorm(2, Epsilon = 0)", "CN1005 @ '0': 'epsilon' of GroupNorm is 0, but it must be above 0")]
    [InlineData("RMSNorm(Epsilon = -1)", "CN1005 @ '-1': 'epsilon' of RMSNorm is -1, but it must be above 0")]
    public void MistakesOfNorms(string layer, string finding) => Assert.Equal([finding], Findings.OfChain("6, 9", layer));

    [Theory]
    [InlineData("Conv1D(4, 3)", "(4,2,3)")]
    [InlineData("PReLU", "(1)")]
    [InlineData("PReLU(PerChannel = true)", "(2)")]
    [InlineData("RMSNorm", "(9)")]
    [InlineData("InstanceNorm", "(2)")]
    public void Weights_HavePyTorchsShapes(string layer, string weight)
    {
        NetworkModel model = Findings.Whole($"[Network, Input(2, 9), {layer}, Flatten, Dense(2), MeanSquaredError] public partial class Net;");
        Assert.Equal(weight, model.Tensors.First(tensor => tensor.File == "0.weight").Shape.ToString());
    }
}
