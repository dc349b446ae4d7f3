using CompiledNets;
using static CompiledNets.Ops;

namespace CompiledNets.Curves.CN2004.Good;

[Network]
public partial class Net
{
    [Dense(16), ReLU, Dense(3)] private partial Tensor Logits(Tensor flower);

    [Objective]
    private Tensor Loss([Shape(4)] Tensor flower, [Shape] Tokens kind) => NegativeLogLikelihood(LogSoftmax(Logits(flower)), kind);
}
