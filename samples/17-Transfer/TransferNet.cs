using CompiledNets;
using static CompiledNets.Ops;

namespace Transfer;

/// <summary>LeNet-5 in two parts: features that may know other digits already, and a head that is new.</summary>
[Network]
public partial class TransferNet
{
    [Conv2D(6, 5, Padding = 2), ReLU, MaxPool2D(2)]
    [Conv2D(16, 5), ReLU, MaxPool2D(2)]
    private partial Tensor Features(Tensor image);

    [Flatten, Dropout(0.5f), Dense(120), ReLU, Dense(10)]
    private partial Tensor Head(Tensor features);

    [Forward]
    private Tensor Logits([Shape(1, 28, 28)] Tensor input) => Head(Features(input));

    /// <summary>Trains the head alone; the features stay as they are, and have no gradient code here.</summary>
    [Objective, Trains(nameof(Head)), Evaluates(nameof(Features))]
    private Tensor HeadLoss([Shape(1, 28, 28)] Tensor input, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(input), label);

    [Objective]
    private Tensor FineTuneLoss([Shape(1, 28, 28)] Tensor input, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(input), label);
}
