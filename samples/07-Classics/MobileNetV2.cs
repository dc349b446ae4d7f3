using CompiledNets;
using static CompiledNets.Ops;

namespace Classics;

/// <summary>MobileNetV2 (Sandler and others 2018): wide depthwise convolutions between narrow products, which the shortcuts join.</summary>
[Network]
public partial class MobileNetV2
{
    [Forward]
    private Tensor Logits([Shape(3, 224, 224)] Tensor image)
    {
        var x = Unit(image, 32, 3, stride: 2);
        x = Project(Unit(x, 32, 3, groups: 32), 16);
        x = Stage(x, 16, 24, blocks: 2, stride: 2);
        x = Stage(x, 24, 32, blocks: 3, stride: 2);
        x = Stage(x, 32, 64, blocks: 4, stride: 2);
        x = Stage(x, 64, 96, blocks: 3, stride: 1);
        x = Stage(x, 96, 160, blocks: 3, stride: 2);
        x = Stage(x, 160, 320, blocks: 1, stride: 1);
        return Dense(Dropout(GlobalAveragePool(Unit(x, 1280, 1)), 0.2), 1000);
    }

    private Tensor Stage(Tensor x, int channels, int filters, int blocks, int stride)
    {
        x = Bottleneck(x, channels, filters, stride);
        for (int i = 1; i < blocks; i++)
        {
            x += Bottleneck(x, filters, filters, 1);
        }

        return x;
    }

    private Tensor Bottleneck(Tensor x, int channels, int filters, int stride) =>
        Project(Unit(Unit(x, 6 * channels, 1), 6 * channels, 3, stride, groups: 6 * channels), filters);

    private Tensor Project(Tensor x, int filters) => BatchNorm(Conv2D(x, filters, 1, bias: false));

    // ReLU6 keeps values in a range that eight bits hold well.
    private Tensor Unit(Tensor x, int filters, int kernel, int stride = 1, int groups = 1) =>
        Clamp(BatchNorm(Conv2D(x, filters, kernel, stride, padding: kernel / 2, groups: groups, bias: false)), 0, 6);
}
