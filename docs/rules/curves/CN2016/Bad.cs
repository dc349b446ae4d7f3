using CompiledNets;
using static CompiledNets.Ops;

#pragma warning disable CN2016 // What the page warns of.

namespace Curves.CN2016.Bad;

[Network]
public partial class Net
{
    [Dense(32)] private partial Tensor Body(Tensor x);
    [ReLU, Dense(3)] private partial Tensor Head(Tensor x);

    [Objective, Trains(nameof(Head))]
    private Tensor Pretrain([Shape(4)] Tensor x, [Shape(32)] Tensor wanted) => MeanSquaredError(Body(x), wanted);

    [Objective]
    private Tensor Loss([Shape(4)] Tensor x, [Shape] Tokens label) => SoftmaxCrossEntropy(Head(Body(x)), label);
}
