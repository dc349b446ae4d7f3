using CompiledNets;
using static CompiledNets.Ops;

#pragma warning disable CN2004 // What the page warns of.

namespace Curves.CN2004.Bad;

[Network]
public partial class Net
{
    [Dense(16), ReLU, Dense(3)] private partial Tensor Logits(Tensor input);

    [Objective]
    private Tensor Loss([Shape(4)] Tensor input, [Shape] Tokens label) => NegativeLogLikelihood(Log(Softmax(Logits(input))), label);
}
