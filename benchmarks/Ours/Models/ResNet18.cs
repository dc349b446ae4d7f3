using static CompiledNets.Ops;

namespace CompiledNets.Benchmarks.Models;

/// <summary><c>ResNet18</c> of the peers' workloads.py (He et al. 2016).</summary>
[Network]
public partial class ResNet18
{
    [Forward]
    private Tensor Logits([Shape(3, 224, 224)] Tensor image)
    {
        var x = Conv2D(image, 64, 7, stride: 2, padding: 3, bias: false, name: "conv1");
        x = MaxPool2D(ReLU(BatchNorm(x, name: "bn1")), 3, stride: 2, padding: 1);
        for (int stage = 0; stage < 4; stage++)
        {
            x = Residual(x, stage, block: 0, stride: stage == 0 ? 1 : 2);
            x = Residual(x, stage, block: 1, stride: 1);
        }

        return Dense(GlobalAveragePool(x), 1000, name: "fc");
    }

    private Tensor Residual(Tensor x, int stage, int block, int stride)
    {
        int filters = 64 << stage;
        var y = Conv2D(x, filters, 3, stride, padding: 1, bias: false, name: $"layer{stage + 1}.{block}.conv1");
        y = ReLU(BatchNorm(y, name: $"layer{stage + 1}.{block}.bn1"));
        y = Conv2D(y, filters, 3, padding: 1, bias: false, name: $"layer{stage + 1}.{block}.conv2");
        y = BatchNorm(y, name: $"layer{stage + 1}.{block}.bn2");
        var shortcut = stride == 1
            ? x
            : BatchNorm(
                Conv2D(x, filters, 1, stride, bias: false, name: $"layer{stage + 1}.{block}.downsample.0"),
                name: $"layer{stage + 1}.{block}.downsample.1");
        return ReLU(y + shortcut);
    }
}
