using CompiledNets;
using static CompiledNets.Ops;

namespace Curves.CN2018.Good;

[Network]
public partial class Net
{
    [Forward]
    private Tensor Logits([Shape(2)] Tensor input)
    {
        var x = ReLU(Dense(input, 32));
        for (int layer = 1; layer < 20; layer++)
        {
            x += ReLU(Dense(LayerNorm(x), 32));
        }

        return Dense(LayerNorm(x), 3);
    }

    [Objective]
    private Tensor Loss([Shape(2)] Tensor input, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(input), label);
}
