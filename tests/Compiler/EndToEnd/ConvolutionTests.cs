using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Emitted convolutions and poolings, forward and backward.</summary>
public sealed class ConvolutionTests
{
    [Theory]
    [InlineData("5, 3")]
    [InlineData("5, 1")]
    [InlineData("5, 3, Stride = 2, Padding = 1")]
    [InlineData("3, 3, KernelWidth = 2, Padding = 2, Dilation = 2")]
    [InlineData("6, 3, Groups = 2, Bias = false")]
    [InlineData("4, 2, Groups = 4, Stride = 3")]
    [InlineData("1, 9, KernelWidth = 7")]
    public void Conv2D_AsTheReference(string arguments) => SideBySide.Check(
        $"[Network, Input(4, 9, 7), Conv2D({arguments}), Tanh, Conv2D(2, 1), Flatten, Dense(3), SoftmaxCrossEntropy] public partial class Net;");

    [Theory]
    [InlineData("MaxPool2D(2)")]
    [InlineData("MaxPool2D(3, Stride = 2, Padding = 1)")]
    [InlineData("MaxPool2D(3, KernelWidth = 2, Stride = 1, Padding = 1)")]
    [InlineData("AveragePool2D(2)")]
    [InlineData("AveragePool2D(3, Stride = 2, Padding = 1)")]
    [InlineData("AveragePool2D(3, KernelWidth = 2, Stride = 1, Padding = 1)")]
    [InlineData("GlobalAveragePool")]
    [InlineData("GlobalMaxPool")]
    [InlineData("Upsample(2)")]
    [InlineData("ConvTranspose2D(5, 3)")]
    [InlineData("ConvTranspose2D(3, 3, Stride = 3, Padding = 1, OutputPadding = 2)")]
    [InlineData("ConvTranspose2D(2, 4, KernelWidth = 3, Stride = 2, Padding = 1)")]
    [InlineData("ConvTranspose2D(6, 3, Stride = 3, Dilation = 2, Groups = 3, Bias = false)")]
    public void Poolings_AsTheReference(string pooling) => SideBySide.Check(
        $"[Network, Input(2, 9, 7), Conv2D(3, 2), {pooling}, Flatten, Dense(3), SoftmaxCrossEntropy] public partial class Net;");

    [Theory]
    [InlineData("Conv1D(5, 3)")]
    [InlineData("Conv1D(6, 4, Stride = 2, Padding = 3, Dilation = 2, Groups = 3)")]
    [InlineData("Conv1D(2, 1, Bias = false)")]
    [InlineData("MaxPool1D(3)")]
    [InlineData("MaxPool1D(5, Stride = 2, Padding = 2)")]
    public void Sequences_AsTheReference(string layer) => SideBySide.Check(
        $"[Network, Input(2, 19), Conv1D(3, 2), {layer}, Flatten, Dense(3), SoftmaxCrossEntropy] public partial class Net;");

    [Fact]
    public void DigitNet_AsTheReference() => SideBySide.Check("""
        [Network, Input(1, 28, 28)]
        [Conv2D(8, 3), ReLU, MaxPool2D(2)]
        [Conv2D(12, 3), ReLU, MaxPool2D(2)]
        [Flatten, Dropout(0.25f), Dense(16), ReLU, Dense(10)]
        [SoftmaxCrossEntropy]
        public partial class DigitNet;
        """);

    [Fact]
    public void ResidualStage_AsTheReference() => SideBySide.Check(Reader.Network("""
        [Forward] private Tensor Logits([Shape(3, 9, 7)] Tensor image)
        {
            var x = ReLU(BatchNorm(Conv2D(image, 6, 3, stride: 2, padding: 1, bias: false)));
            return Dense(GlobalAveragePool(Residual(Residual(x, 6, 1), 8, 2)), 3);
        }

        private Tensor Residual(Tensor x, int filters, int stride)
        {
            var y = ReLU(BatchNorm(Conv2D(x, filters, 3, stride, padding: 1, bias: false)));
            y = BatchNorm(Conv2D(y, filters, 3, padding: 1, bias: false));
            var shortcut = stride == 1 ? x : BatchNorm(Conv2D(x, filters, 1, stride, bias: false));
            return ReLU(y + shortcut);
        }

        [Objective] private Tensor Loss([Shape(3, 9, 7)] Tensor image, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(image), label);
        """));
}
