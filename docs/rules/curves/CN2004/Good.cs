using CompiledNets;
using static CompiledNets.Ops;

namespace Curves.CN2004.Good;

[Network]
public partial class Net
{
    [Dense(16), ReLU, Dense(3)] private partial Tensor Logits(Tensor input);

    [Objective]
    private Tensor Loss([Shape(4)] Tensor input, [Shape] Tokens label) => NegativeLogLikelihood(LogSoftmax(Logits(input)), label);
}
