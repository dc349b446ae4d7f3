using CompiledNets;
using static CompiledNets.Ops;

#pragma warning disable CN2018 // What the page warns of.

namespace Curves.CN2018.Bad;

[Network]
public partial class Net
{
    [Forward]
    private Tensor Logits([Shape(2)] Tensor input)
    {
        var x = ReLU(Dense(input, 32));
        for (int layer = 1; layer < 20; layer++)
        {
            x = ReLU(Dense(x, 32));
        }

        return Dense(x, 3);
    }

    [Objective]
    private Tensor Loss([Shape(2)] Tensor input, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(input), label);
}
