using CompiledNets;
using static CompiledNets.Ops;

#pragma warning disable CN2014 // What the page warns of.

namespace Curves.CN2014.Bad;

[Network]
public partial class Net
{
    [RNN(32, Activation = Activation.ReLU, Initializer = Initializer.StandardNormal)]
    private partial Tensor Read(Tensor sequence);

    [Dense(1)] private partial Tensor Head(Tensor state);

    [Objective]
    private Tensor Loss([Shape(20, 2)] Tensor sequence, [Shape(1)] Tensor sum) => MeanSquaredError(Head(Read(sequence)[^1]), sum);
}
