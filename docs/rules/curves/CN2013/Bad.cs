using CompiledNets;
using static CompiledNets.Ops;

#pragma warning disable CN2013 // What the page warns of.

namespace Curves.CN2013.Bad;

[Network]
public partial class Net
{
    [Forward]
    private Tensor Logits([Shape(2)] Tensor input)
    {
        var x = input;
        for (int layer = 0; layer < 5; layer++)
        {
            x = ReLU(Dense(x, 32, initializer: Initializer.Gpt2Normal));
        }

        return Dense(x, 3);
    }

    [Objective]
    private Tensor Loss([Shape(2)] Tensor input, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(input), label);
}
