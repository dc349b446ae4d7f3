// A chain may end with a loss, whose target it decides.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.ChainLosses;

// The classic: no Flatten.
[Network, Input(1, 28, 28), Conv2D(10, 3), SoftmaxCrossEntropy]
//                                         ^^^^^^^^^^^^^^^^^^^ CN1006: SoftmaxCrossEntropy needs logits of (classes) or (steps,classes), but
//          it gets (10,26,26), which Conv2D on line 8 made from (1,28,28). Flatten and Dense make logits of one axis.
public partial class BadSoftmaxCrossEntropyChain;

[Network, Input(1, 28, 28), Conv2D(10, 3), ReLU, Flatten, Dense(10), SoftmaxCrossEntropy]
public partial class GoodSoftmaxCrossEntropyChain;

[Network, Input(8), Dense(3), SoftmaxFocal(Gamma = -2)]
//                                                 ^^ CN1005: 'gamma' of SoftmaxFocal is -2, but it must be a finite number of at least 0
public partial class BadSoftmaxFocalChain;

[Network, Input(8), Dense(3), SoftmaxFocal(Gamma = 2)]
public partial class GoodSoftmaxFocalChain;

[Network, Input(3, 4, 4), LogSoftmax, NegativeLogLikelihood]
//                                    ^^^^^^^^^^^^^^^^^^^^^ CN1006: NegativeLogLikelihood needs scores of (classes) or (steps,classes), but
//          it gets (3,4,4), the shape of 'input'. Flatten and Dense make scores of one axis.
public partial class BadNegativeLogLikelihoodChain;

[Network, Input(8), Dense(3), LogSoftmax, NegativeLogLikelihood]
public partial class GoodNegativeLogLikelihoodChain;

[Network, Input(8), Dense(3), MultiMargin(Margin = -1)]
//                                                 ^^ CN1005: 'margin' of MultiMargin is -1, but it must be a finite number above 0
public partial class BadMultiMarginChain;

[Network, Input(8), Dense(3), MultiMargin(Margin = 1)]
public partial class GoodMultiMarginChain;

[Network, Input(8), Dense(1), Hinge(Margin = 0)]
//                                           ^ CN1005: 'margin' of Hinge is 0, but it must be a finite number above 0
public partial class BadHingeChain;

[Network, Input(8), Dense(1), Hinge(Margin = 1)]
public partial class GoodHingeChain;

[Network, Input(8), Dense(1), Huber(Delta = -1)]
//                                          ^^ CN1005: 'delta' of Huber is -1, but it must be a finite number above 0
public partial class BadHuberChain;

[Network, Input(8), Dense(1), Huber(Delta = 1)]
public partial class GoodHuberChain;

[Network, Input(8), Dense(1), BinaryFocalWithLogits(Alpha = 25)]
//                                                          ^^ CN1005: 'alpha' of BinaryFocalWithLogits is 25, but it must be from 0 to 1
public partial class BadBinaryFocalChain;

[Network, Input(8), Dense(1), BinaryFocalWithLogits(Alpha = 0.25)]
public partial class GoodBinaryFocalChain;

[Network, Input(8), MeanSquaredError, Dense(1)]
//                  ^^^^^^^^^^^^^^^^ CN0007: 'MeanSquaredError' has no layers before it: a chain ends with its one loss, after its layers
public partial class BadMeanSquaredErrorChain;

[Network, Input(8), Dense(1), MeanSquaredError]
public partial class GoodMeanSquaredErrorChain;

// A loss needs a layer before it.
[Network, Input(8), MeanAbsoluteError]
//                  ^^^^^^^^^^^^^^^^^ CN0007: 'MeanAbsoluteError' has no layers before it: a chain ends with its one loss, after its layers
public partial class BadMeanAbsoluteErrorChain;

[Network, Input(8), Dense(1), MeanAbsoluteError]
public partial class GoodMeanAbsoluteErrorChain;

// And nothing behind it.
[Network, Input(8), Dense(1), Sigmoid, BinaryCrossEntropy, Dropout(0.5)]
//                                     ^^^^^^^^^^^^^^^^^^ CN0007: 'BinaryCrossEntropy' is followed by Dropout: a chain ends with its one
//          loss, after its layers
public partial class BadBinaryCrossEntropyChain;

[Network, Input(8), Dense(1), Sigmoid, BinaryCrossEntropy]
public partial class GoodBinaryCrossEntropyChain;

[Network, Input(8), Dense(1), BinaryCrossEntropyWithLogits, BinaryCrossEntropy]
//                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN0007: 'BinaryCrossEntropyWithLogits' is followed by another loss: a chain ends
//          with its one loss, after its layers
public partial class BadBinaryCrossEntropyWithLogitsChain;

[Network, Input(8), Dense(1), BinaryCrossEntropyWithLogits]
public partial class GoodBinaryCrossEntropyWithLogitsChain;

[Network, Input(), ReLU, KLDivergence]
//                       ^^^^^^^^^^^^ CN1006: KLDivergence needs a row of logarithms of probabilities, but it gets (), the shape of 'input'.
//          LogSoftmax makes them from logits.
public partial class BadKLDivergenceChain;

[Network, Input(8), Dense(4), LogSoftmax, KLDivergence]
public partial class GoodKLDivergenceChain;

// What comes in?
[Network, Dense(128), ReLU, Dense(10), SoftmaxCrossEntropy]
public partial class BadInputChain;
//                   ^^^^^^^^^^^^^ CN1001: The shape of what enters 'BadInputChain' is not given: write '[Input(1, 28, 28)]', per sample and
//          without the batch

[Network, Input(784), Dense(128), ReLU, Dense(10), SoftmaxCrossEntropy]
public partial class GoodInputChain;

[Network, Input(0, 28, 28), Flatten, Dense(10)]
//              ^ CN1005: 'shape' of [Input] is 0, but it must be at least 1 on every axis
public partial class BadInputSize;

[Network, Input(1, 28, 28), Flatten, Dense(10)]
public partial class GoodInputSize;
