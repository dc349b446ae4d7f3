using CompiledNets;
using static CompiledNets.Ops;

namespace Curves.CN2014.Good;

[Network]
public partial class Net
{
    [RNN(32, Activation = Activation.ReLU)]
    private partial Tensor Read(Tensor sequence);

    [Dense(1)] private partial Tensor Head(Tensor state);

    [Objective]
    private Tensor Loss([Shape(20, 2)] Tensor sequence, [Shape(1)] Tensor sum) => MeanSquaredError(Head(Read(sequence)[^1]), sum);
}
