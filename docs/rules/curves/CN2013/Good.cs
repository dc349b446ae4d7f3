using CompiledNets;
using static CompiledNets.Ops;

namespace Curves.CN2013.Good;

[Network]
public partial class Net
{
    [Forward]
    private Tensor Logits([Shape(2)] Tensor input)
    {
        var x = input;
        for (int layer = 0; layer < 5; layer++)
        {
            x = ReLU(Dense(x, 32));
        }

        return Dense(x, 3);
    }

    [Objective]
    private Tensor Loss([Shape(2)] Tensor input, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(input), label);
}
