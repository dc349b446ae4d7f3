using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.Ops;

public sealed class ConvolutionShapeTests
{
    // PyTorch's shapes: torch.nn.Conv2d and its poolings on an image of (6, 9, 7).
    [Theory]
    [InlineData("Conv2D(5, 3)", "(5,7,5)")]
    [InlineData("Conv2D(5, 3, Padding = 1)", "(5,9,7)")]
    [InlineData("Conv2D(5, 3, Stride = 2, Padding = 1)", "(5,5,4)")]
    [InlineData("Conv2D(5, 3, KernelWidth = 2, Dilation = 3)", "(5,3,4)")]
    [InlineData("Conv2D(4, 9, KernelWidth = 7, Groups = 2)", "(4,1,1)")]
    [InlineData("MaxPool2D(2)", "(6,4,3)")]
    [InlineData("MaxPool2D(3, Stride = 2, Padding = 1)", "(6,5,4)")]
    [InlineData("AveragePool2D(3, KernelWidth = 2)", "(6,3,3)")]
    [InlineData("GlobalAveragePool", "(6)")]
    public void Images(string layer, string output) => Assert.Equal(output, Findings.RowOf("6, 9, 7", layer).Output.ToString());

    [Fact]
    public void Convolution_CountsParametersAndOperations()
    {
        LayerRow row = Findings.RowOf("6, 9, 7", "Conv2D(4, 3, KernelWidth = 2, Groups = 2)");
        Assert.Equal(4 * 3 * 3 * 2 + 4, row.Parameters);
        Assert.Equal((2 * 3 * 3 * 2 + 1) * (4 * 7 * 6), row.Flops);
    }

    [Fact]
    public void BadSizes_AreAllReportedAtOnce() => Assert.Equal(
        [
            "CN1005 @ '0': 'filters' of Conv2D is 0, but it must be at least 1",
            "CN1005 @ '-1': 'kernel' of Conv2D is -1, but it must be at least 1",
            "CN1005 @ '0': 'stride' of Conv2D is 0, but it must be at least 1",
            "CN1005 @ '-2': 'padding' of Conv2D is -2, but it must be at least 0",
            "CN1005 @ '0': 'dilation' of Conv2D is 0, but it must be at least 1",
            "CN1005 @ '0': 'groups' of Conv2D is 0, but it must be at least 1",
        ],
        Findings.OfChain("3, 9, 7", "Conv2D(0, -1, Stride = 0, Padding = -2, Dilation = 0, Groups = 0)"));

    [Theory]
    [InlineData("784", "'input' (784). Reshape(1, 28, 28) makes it an image.")]
    [InlineData("785", "'input' (785). Reshape(channels, height, width) makes it an image.")]
    [InlineData("28, 20", "'input' (28,20). Reshape(1, 28, 20) makes it an image of one channel.")]
    [InlineData("2, 3, 9, 9", "'input' (2,3,9,9). The batch is no axis of a sample; Reshape folds others into three.")]
    public void WhatIsNoImage_IsToldHowToBecomeOne(string input, string rest)
    {
        foreach (string layer in new[] { "Conv2D(8, 3)", "MaxPool2D(2)", "AveragePool2D(2)" })
        {
            string op = layer[..layer.IndexOf('(', StringComparison.Ordinal)];
            Assert.Equal(
                [$"CN1006 @ '{layer}': {op} needs an image of (channels,height,width), but it gets {rest}"], Findings.OfChain(input, layer));
        }
    }

    [Theory]
    [InlineData(
        "3, 4, 9", "Conv2D(8, 5)",
        "CN1007 @ '5': Conv2D's window of 5x5 does not fit into 4x9: the input is 'input' (3,4,9). "
        + "Give it a kernel of at most 4x9 or a padding of at least 1.")]
    [InlineData(
        "3, 4, 9", "Conv2D(8, 3, Dilation = 3, Padding = 1)",
        "CN1007 @ '3': Conv2D's window of 7x7 (3x3 with dilation 3) does not fit into 6x11 (4x9 with padding 1): the input is 'input' (3,4,9). "
        + "Give it a kernel of at most 2x4 or a padding of at least 2.")]
    [InlineData(
        "3, 9, 4", "Conv2D(8, 3, KernelWidth = 5)",
        "CN1007 @ '5': Conv2D's window of 3x5 does not fit into 9x4: the input is 'input' (3,9,4). "
        + "Give it a kernel of at most 9x4 or a padding of at least 1.")]
    [InlineData(
        "3, 9, 7", "Conv2D(4, 3), MaxPool2D(8)",
        "CN1007 @ '8': MaxPool2D's window of 8x8 does not fit into 7x5: the input is (4,7,5), which Conv2D made from (3,9,7). "
        + "Give it a kernel of at most 7x5 or a padding of at least 2, or shrink the image less before.")]
    public void WindowThatDoesNotFit(string input, string layers, string finding) => Assert.Equal([finding], Findings.OfChain(input, layers));

    [Theory]
    [InlineData(
        "Conv2D(8, 3, Groups = 3)",
        "CN1005 @ '3': 'groups' of Conv2D is 3, but it must be a divisor of the 8 channels of its input 'input' (8,9,7)")]
    [InlineData("Conv2D(6, 3, Groups = 4)", "CN1005 @ '6': 'filters' of Conv2D is 6, but it must be a multiple of its 4 groups")]
    public void GroupsThatDoNotDivide(string layer, string finding) => Assert.Equal([finding], Findings.OfChain("8, 9, 7", layer));

    [Theory]
    [InlineData("Conv2D(100000, 300, Padding = 200)", "its weight would be (100000,8,300,300)")]
    [InlineData("Conv2D(2000000, 1, Padding = 100)", "its result would be (2000000,209,207)")]
    public void SizesThatOverflow(string layer, string what) => Assert.Equal(
        [$"CN1011 @ '{layer}': Conv2D is too large: {what}, and one buffer holds at most 536,870,911 values. Choose smaller sizes."], Findings.OfChain("8, 9, 7", layer));

    [Theory]
    [InlineData("MaxPool2D(3, Padding = 2)", "MaxPool2D")]
    [InlineData("AveragePool2D(4, KernelWidth = 2, Padding = 2)", "AveragePool2D")]
    public void PaddingOfAPooling_LeavesAPixelInEveryWindow(string layer, string op) => Assert.Equal(
        [$"CN1005 @ '2': 'padding' of {op} is 2, but it must be at most half of the window, 1"], Findings.OfChain("3, 9, 7", layer));

    [Fact]
    public void GlobalAveragePool_NeedsSomethingToAverage() => Assert.Equal(
        [
            "CN1006 @ 'GlobalAveragePool': GlobalAveragePool needs channels and axes to average, as in (channels,height,width), but it gets 'input' (9). "
            + "Drop it, or keep the image until here: Flatten and Dense come after it.",
        ],
        Findings.OfChain("9", "GlobalAveragePool"));

    [Fact]
    public void SharedConvolution_MeetsOneNumberOfChannels() => Assert.Equal(
        [
            "CN1004 @ 'Conv2D(4, 3)': 'C' is one set of weights: its first call made its weight (4,3,3,3), but this one, for 'y' (2,9,7), "
            + "needs (4,2,3,3). Call it with values of one shape, or declare a second part.",
        ],
        Findings.OfMembers("""
            [Conv2D(4, 3)] private partial Tensor C(Tensor x);
            [Forward] private Tensor F([Shape(3, 9, 7)] Tensor x, [Shape(2, 9, 7)] Tensor y) => C(x) + C(y);
            """));
}
