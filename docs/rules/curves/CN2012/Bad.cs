using CompiledNets;
using static CompiledNets.Ops;

#pragma warning disable CN2012 // What the page warns of.

namespace Curves.CN2012.Bad;

[Network]
public partial class Net
{
    [Dense(8), ReLU] private partial Tensor Features(Tensor x);
    [Dense(3)] private partial Tensor Head(Tensor x);

    [Objective]
    private Tensor Loss([Shape(2)] Tensor input, [Shape] Tokens label)
    {
        var x = Features(input);
        return SoftmaxCrossEntropy(Head(x / Mean(x)), label);
    }
}
