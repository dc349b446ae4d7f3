using CompiledNets;
using static CompiledNets.Ops;

#pragma warning disable CN2004 // What the page warns of.

namespace CompiledNets.Curves.CN2004.Bad;

[Network]
public partial class Net
{
    [Dense(16), ReLU, Dense(3)] private partial Tensor Logits(Tensor flower);

    [Objective]
    private Tensor Loss([Shape(4)] Tensor flower, [Shape] Tokens kind) => NegativeLogLikelihood(Log(Softmax(Logits(flower))), kind);
}
