using CompiledNets;
using static CompiledNets.Ops;

namespace Classics;

/// <summary>GoogLeNet (Szegedy and others 2015) as torchvision has it: with batch norm, without the auxiliary classifiers, and with 3×3 windows
/// where the paper has 5×5.</summary>
[Network]
public partial class GoogLeNet
{
    [Forward]
    private Tensor Logits([Shape(3, 224, 224)] Tensor image)
    {
        var x = Halve(Unit(image, 64, 7, stride: 2, padding: 3));
        x = Halve(Unit(Unit(x, 64, 1), 192, 3, padding: 1));
        x = Inception(x, 64, 96, 128, 16, 32, 32);
        x = Halve(Inception(x, 128, 128, 192, 32, 96, 64));
        x = Inception(x, 192, 96, 208, 16, 48, 64);
        x = Inception(x, 160, 112, 224, 24, 64, 64);
        x = Inception(x, 128, 128, 256, 24, 64, 64);
        x = Inception(x, 112, 144, 288, 32, 64, 64);
        x = MaxPool2D(Inception(x, 256, 160, 320, 32, 128, 128), 2);
        x = Inception(x, 256, 160, 320, 32, 128, 128);
        x = Inception(x, 384, 192, 384, 48, 128, 128);
        return Dense(Dropout(GlobalAveragePool(x), 0.2), 1000);
    }

    private Tensor Unit(Tensor x, int filters, int kernel, int stride = 1, int padding = 0) =>
        ReLU(BatchNorm(Conv2D(x, filters, kernel, stride, padding, bias: false), epsilon: 0.001));

    // The paper's pooling takes windows that hang over the edge: a row and a column of zeros, which no ReLU exceeds downwards.
    private Tensor Halve(Tensor x) => MaxPool2D(Pad(x, 0, 1, 0, 1), 3, stride: 2);

    private Tensor Inception(Tensor x, int single, int reduce3, int triple, int reduce5, int quintuple, int pooled) => Concat(
        0, Unit(x, single, 1), Unit(Unit(x, reduce3, 1), triple, 3, padding: 1), Unit(Unit(x, reduce5, 1), quintuple, 3, padding: 1),
        Unit(MaxPool2D(x, 3, stride: 1, padding: 1), pooled, 1));
}
