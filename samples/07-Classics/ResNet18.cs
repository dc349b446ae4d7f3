using CompiledNets;
using static CompiledNets.Ops;

namespace Classics;

/// <summary>ResNet-18 (He, Zhang, Ren and Sun 2016): each block adds to what comes in.</summary>
[Network]
public partial class ResNet18
{
    [Forward]
    private Tensor Logits([Shape(3, 224, 224)] Tensor image)
    {
        var x = MaxPool2D(ReLU(BatchNorm(Conv2D(image, 64, 7, stride: 2, padding: 3, bias: false))), 3, stride: 2, padding: 1);
        x = Stage(x, 64, 1);
        x = Stage(x, 128, 2);
        x = Stage(x, 256, 2);
        x = Stage(x, 512, 2);
        return Dense(GlobalAveragePool(x), 1000);
    }

    private Tensor Stage(Tensor x, int filters, int stride) => Residual(Residual(x, filters, stride), filters, 1);

    private Tensor Residual(Tensor x, int filters, int stride)
    {
        var y = ReLU(BatchNorm(Conv2D(x, filters, 3, stride, padding: 1, bias: false)));
        y = BatchNorm(Conv2D(y, filters, 3, padding: 1, bias: false));
        var shortcut = stride == 1 ? x : BatchNorm(Conv2D(x, filters, 1, stride, bias: false));
        return ReLU(y + shortcut);
    }
}
