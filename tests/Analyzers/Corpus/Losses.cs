// Losses compare a prediction with a target, and an objective is one number per sample.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.Losses;

// One number is () where nothing else is said, and a layer of one unit makes (1).
[Network]
public partial class BadMeanSquaredError
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape] Tensor price) => MeanSquaredError(Dense(x, 1), price);
//                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1013: MeanSquaredError cannot compare (1) with (): the prediction is (1), which Dense on line 11 made from (8), and the target is 'price' (). Declare 'price' as [Shape(1)], or change the layer that makes the prediction.
}

[Network]
public partial class GoodMeanSquaredError
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape(1)] Tensor price) => MeanSquaredError(Dense(x, 1), price);
}

[Network]
public partial class BadMeanAbsoluteError
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape(3)] Tensor y) => MeanAbsoluteError(Dense(x, 4), y);
//                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1013: MeanAbsoluteError
//          cannot compare (4) with (3): the prediction is (4), which Dense on line 24 made from (8), and the target is 'y' (3). Declare 'y'
//          as [Shape(4)], or give Dense on line 24 3 units.
}

[Network]
public partial class GoodMeanAbsoluteError
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape(3)] Tensor y) => MeanAbsoluteError(Dense(x, 3), y);
}

[Network]
public partial class BadHuber
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape(3)] Tensor y) => Huber(Dense(x, 3), y, delta: 0);
//                                                                                                            ^ CN1005: 'delta' of Huber is
//          0, but it must be a finite number above 0
}

[Network]
public partial class GoodHuber
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape(3)] Tensor y) => Huber(Dense(x, 3), y, delta: 0.5);
}

// A classifier ends with Flatten and Dense.
[Network]
public partial class BadSoftmaxCrossEntropy
{
    [Objective] private Tensor Loss([Shape(1, 28, 28)] Tensor image, [Shape] Tokens label) =>
        SoftmaxCrossEntropy(Conv2D(image, 10, 3), label);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1006: SoftmaxCrossEntropy needs logits of (classes) or (steps,classes), but it
//          gets (10,26,26), which Conv2D on line 55 made from (1,28,28). Flatten and Dense make logits of one axis.
}

[Network]
public partial class GoodSoftmaxCrossEntropy
{
    [Objective] private Tensor Loss([Shape(1, 28, 28)] Tensor image, [Shape] Tokens label) =>
        SoftmaxCrossEntropy(Dense(Flatten(image), 10), label);
}

// Labels are numbers of classes, not one-hot rows.
[Network]
public partial class BadSoftmaxCrossEntropyHot
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape(10)] Tokens label) => SoftmaxCrossEntropy(Dense(x, 10), label);
//                                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1013: SoftmaxCrossEntropy cannot compare (10) with (10): the prediction is (10), which Dense on line 71 made from (8), and the target is 'label' (10). A label is the number of its class, not a row: declare 'label' as [Shape].
}

[Network]
public partial class GoodSoftmaxCrossEntropyHot
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape] Tokens label) => SoftmaxCrossEntropy(Dense(x, 10), label);
}

// A label for every step.
[Network]
public partial class BadSoftmaxCrossEntropySteps
{
    [Objective] private Tensor Loss([Shape(16, 32)] Tensor text, [Shape] Tokens next) => SoftmaxCrossEntropy(Dense(text, 96), next);
//                                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1013: SoftmaxCrossEntropy cannot compare (16,96) with (): the prediction is (16,96), which Dense on line 85 made from (16,32), and the target is 'next' (). Declare 'next' as [Shape(16)], or change the layer that makes the prediction.
}

[Network]
public partial class GoodSoftmaxCrossEntropySteps
{
    [Objective] private Tensor Loss([Shape(16, 32)] Tensor text, [Shape(16)] Tokens next) => SoftmaxCrossEntropy(Dense(text, 96), next);
}

[Network]
public partial class BadSoftmaxCrossEntropySmoothing
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape] Tokens label) =>
        SoftmaxCrossEntropy(Dense(x, 10), label, labelSmoothing: 1);
//                                                               ^ CN1005: 'labelSmoothing' of SoftmaxCrossEntropy is 1, but it must be at
//          least 0 and below 1
}

[Network]
public partial class GoodSoftmaxCrossEntropySmoothing
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape] Tokens label) =>
        SoftmaxCrossEntropy(Dense(x, 10), label, labelSmoothing: 0.1);
}

[Network]
public partial class BadBinaryCrossEntropy
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape(2)] Tensor y) => BinaryCrossEntropy(Sigmoid(Dense(x, 1)), y);
//                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1013: BinaryCrossEntropy cannot compare (1) with (2): the prediction is (1), which Dense on line 114 made from (8), and the target is 'y' (2). Declare 'y' as [Shape(1)], or give Dense on line 114 2 units.
}

[Network]
public partial class GoodBinaryCrossEntropy
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape(2)] Tensor y) => BinaryCrossEntropy(Sigmoid(Dense(x, 2)), y);
}

// A score for every step, where the last one is meant.
[Network]
public partial class BadBinaryCrossEntropyWithLogits
{
    [Objective] private Tensor Loss([Shape(20, 64)] Tensor words, [Shape(1)] Tensor spam) =>
        BinaryCrossEntropyWithLogits(Dense(LSTM(words, 32), 1), spam);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1013: BinaryCrossEntropyWithLogits cannot compare (20,1) with (1):
//          the prediction is (20,1), which Dense on line 129 made from (20,32), and the target is 'spam' (1). Declare 'spam' as [Shape(20, 1)], or predict from one of the 20 steps: [^1] is the last.
}

[Network]
public partial class GoodBinaryCrossEntropyWithLogits
{
    [Objective] private Tensor Loss([Shape(20, 64)] Tensor words, [Shape(1)] Tensor spam) =>
        BinaryCrossEntropyWithLogits(Dense(LSTM(words, 32)[^1], 1), spam);
}

[Network]
public partial class BadBinaryFocalWithLogits
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape(2)] Tensor y) => BinaryFocalWithLogits(Dense(x, 2), y, alpha: 2);
//                                                                                                                            ^ CN1005: 'alpha' of BinaryFocalWithLogits is 2, but it must be from 0 to 1
}

[Network]
public partial class GoodBinaryFocalWithLogits
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape(2)] Tensor y) => BinaryFocalWithLogits(Dense(x, 2), y, alpha: 0.75);
}

[Network]
public partial class BadSoftmaxFocal
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape] Tokens label) => SoftmaxFocal(Dense(x, 10), label, gamma: -1);
//                                                                                                                         ^^ CN1005: 'gamma' of SoftmaxFocal is -1, but it must be a finite number of at least 0
}

[Network]
public partial class GoodSoftmaxFocal
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape] Tokens label) => SoftmaxFocal(Dense(x, 10), label, gamma: 1);
}

[Network]
public partial class BadNegativeLogLikelihood
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape(3)] Tokens label) => NegativeLogLikelihood(LogSoftmax(Dense(x, 10)), label);
//                                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1013: NegativeLogLikelihood cannot compare (10) with (3): the prediction is (10), which Dense on line 170 made from (8), and the target is 'label' (3). Declare 'label' as [Shape], or change the layer that makes the prediction.
}

[Network]
public partial class GoodNegativeLogLikelihood
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape] Tokens label) => NegativeLogLikelihood(LogSoftmax(Dense(x, 10)), label);
}

[Network]
public partial class BadMultiMargin
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape] Tokens label) => MultiMargin(Dense(x, 10), label, margin: 0);
//                                                                                                                         ^ CN1005: 'margin' of MultiMargin is 0, but it must be a finite number above 0
}

[Network]
public partial class GoodMultiMargin
{
    [Objective] private Tensor Loss([Shape(8)] Tensor x, [Shape] Tokens label) => MultiMargin(Dense(x, 10), label, margin: 0.5);
}
