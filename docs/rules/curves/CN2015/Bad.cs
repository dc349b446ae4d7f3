using CompiledNets;

#pragma warning disable CN2015 // What the page warns of.

namespace Curves.CN2015.Bad;

[Network]
public partial class Net
{
    [Dense(32), ReLU] private partial Tensor Hidden(Tensor x);
    [Dropout(0.5f)] private partial Tensor Regularize(Tensor x);
    [Dense(3)] private partial Tensor Head(Tensor x);

    [Forward] private Tensor Logits([Shape(4)] Tensor x) => Head(Hidden(x));
}
