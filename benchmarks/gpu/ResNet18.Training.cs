using static CompiledNets.Ops;

namespace CompiledNets.Benchmarks.Models;

public partial class ResNet18
{
    [Objective]
    private Tensor Loss([Shape(3, 224, 224)] Tensor image, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(image), label);
}
