using CompiledNets;
using static CompiledNets.Ops;

namespace Samples.Adversarial;

/// <summary>A classifier that has learnt from real digits only, and says of others what they show and how sure it is.</summary>
[Network]
public partial class DigitJudge
{
    [Conv2D(16, 5, Padding = 2), ReLU, MaxPool2D(2)]
    [Conv2D(32, 5), ReLU, MaxPool2D(2)]
    [Flatten, Dropout(0.5f), Dense(10)]
    private partial Tensor Classifier(Tensor image);

    [Forward]
    private Tensor Probabilities([Shape(1, 28, 28)] Tensor input) => Softmax(Classifier(input));

    [Objective]
    private Tensor Loss([Shape(1, 28, 28)] Tensor input, [Shape] Tokens label) => SoftmaxCrossEntropy(Classifier(input), label);
}
