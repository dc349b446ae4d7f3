using CompiledNets;
using static CompiledNets.Ops;

namespace Curves.CN2012.Good;

[Network]
public partial class Net
{
    [Dense(8), ReLU] private partial Tensor Features(Tensor x);
    [Dense(3)] private partial Tensor Head(Tensor x);

    [Objective]
    private Tensor Loss([Shape(2)] Tensor input, [Shape] Tokens label)
    {
        var x = Features(input);
        return SoftmaxCrossEntropy(Head(x / (Mean(x) + 1e-3f)), label);
    }
}
