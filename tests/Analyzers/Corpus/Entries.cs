// Entry points say what comes in, what is trained, and return what they promise.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.Entries;

[Network]
public partial class BadInputShape
{
    [Forward] private Tensor Logits(Tensor image) => Dense(image, 10);
//                                         ^^^^^ CN1001: The shape of 'image' is not given: write '[Shape(784)] Tensor image', per sample
//          and without the batch
}

[Network]
public partial class GoodInputShape
{
    [Forward] private Tensor Logits([Shape(784)] Tensor image) => Dense(image, 10);
}

[Network]
public partial class BadInputExtent
{
    [Forward] private Tensor Logits([Shape(28, -1)] Tensor image) => Dense(image, 10);
//                                             ^^ CN1005: 'shape' of [Shape] is -1, but it must be at least 1 on every axis
}

[Network]
public partial class GoodInputExtent
{
    [Forward] private Tensor Logits([Shape(28, 28)] Tensor image) => Dense(image, 10);
}

[Network]
public partial class BadTrained
{
    [Dense(10)] private partial Tensor Head(Tensor x);
    [Objective, Trains("Hed")] private Tensor Loss([Shape(4)] Tensor x, [Shape] Tokens label) => SoftmaxCrossEntropy(Head(x), label);
//                     ^^^^^ CN1002: 'Hed' in [Trains] is no part or entry point of this network: name one of Head, Loss
}

[Network]
public partial class GoodTrained
{
    [Dense(10)] private partial Tensor Head(Tensor x);
    [Objective, Trains("Head")] private Tensor Loss([Shape(4)] Tensor x, [Shape] Tokens label) => SoftmaxCrossEntropy(Head(x), label);
}

[Network]
public partial class BadEvaluated
{
    [Dense(8), BatchNorm, ReLU] private partial Tensor Body(Tensor x);
    [Dense(10)] private partial Tensor Head(Tensor x);
    [Objective, Evaluates("Body", "Tail")] private Tensor Loss([Shape(4)] Tensor x, [Shape] Tokens label) =>
//                                ^^^^^^ CN1002: 'Tail' in [Evaluates] is no part or entry point of this network: name one of Body, Head,
//          Loss
        SoftmaxCrossEntropy(Head(Body(x)), label);
}

[Network]
public partial class GoodEvaluated
{
    [Dense(8, Bias = false), BatchNorm, ReLU] private partial Tensor Body(Tensor x);
    [Dense(10)] private partial Tensor Head(Tensor x);
    [Objective, Evaluates("Body")] private Tensor Loss([Shape(4)] Tensor x, [Shape] Tokens label) =>
        SoftmaxCrossEntropy(Head(Body(x)), label);
}

[Network]
public partial class BadMissing
{
    [Forward] private Tensor Joined([Shape(4)] Tensor x) => x + Concat(0);
//                                                              ^^^^^^^^^ CN1008: Concat needs 'parts': list the tensors to join
}

[Network]
public partial class GoodMissing
{
    [Forward] private Tensor Joined([Shape(4)] Tensor x) => x + Concat(0, x[..2], x[2..]);
}

// A layer of one's own is a method of ops.
public sealed class DoubledAttribute : LayerAttribute;

[Network, Input(4), Dense(3), Doubled]
//                            ^^^^^^^ CN1009: 'Doubled' is no layer or op that this compiler knows: build it from those of CompiledNets.Ops
public partial class BadOp;

[Network]
public partial class GoodOp
{
    [Forward] private Tensor Out([Shape(4)] Tensor x) => Twice(Dense(x, 3));
    private Tensor Twice(Tensor x) => 2 * x;
}
