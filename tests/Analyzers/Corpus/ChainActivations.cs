// Activations in a chain, and networks as layers.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.ChainActivations;

[Network, Input(8), Dense(8), LeakyReLU(double.NaN)]
//                                      ^^^^^^^^^^ CN1005: 'slope' of LeakyReLU is NaN, but it must be a finite number
public partial class BadLeakyReLUChain;

[Network, Input(8), Dense(8), LeakyReLU(0.2)]
public partial class GoodLeakyReLUChain;

[Network, Input(8), Dense(8), ELU(double.PositiveInfinity)]
//                                ^^^^^^^^^^^^^^^^^^^^^^^ CN1005: 'alpha' of ELU is Infinity, but it must be a finite number
public partial class BadELUChain;

[Network, Input(8), Dense(8), ELU(1)]
public partial class GoodELUChain;

[Network, Input(), PReLU(PerChannel = true)]
//                 ^^^^^^^^^^^^^^^^^^^^^^^^ CN1006: PReLU needs channels on axis 0, as in (channels,height,width), but it gets 'input' ().
//          Reshape(1) makes one value an axis.
public partial class BadPReLUChain;

[Network, Input(8), Dense(8), PReLU(PerChannel = true)]
public partial class GoodPReLUChain;

[Network, Input(8), Dense(7), GatedLinearUnit]
//                            ^^^^^^^^^^^^^^^ CN1006: GatedLinearUnit needs an even number of features on the last axis, half of them gates,
//          but it gets (7), which Dense on line 29 made from (8). Give the layer before it twice as many units as shall come out.
public partial class BadGatedLinearUnitChain;

[Network, Input(8), Dense(8), GatedLinearUnit]
public partial class GoodGatedLinearUnitChain;

// What acts on each value alone keeps the shape: the message goes back to what made it.
[Network, Input(1, 4, 4), Conv2D(4, 3), ReLU, GELU, SELU, MaxPool2D(3)]
//                                                                  ^ CN1007: MaxPool2D's window of 3x3 does not fit into 2x2: the input is
//          (4,2,2), which Conv2D on line 38 made from (1,4,4). Give it a kernel of at most 2x2 or a padding of at least 1, or shrink the
//          image less before.
public partial class BadRectified;

[Network, Input(1, 5, 5), Conv2D(4, 3), ReLU, GELU, SELU, MaxPool2D(3)]
public partial class GoodRectified;

[Network, Input(1, 4, 4), Conv2D(4, 3), SiLU, Mish, HardSwish, Conv2D(8, 3)]
//                                                                       ^ CN1007: Conv2D's window of 3x3 does not fit into 2x2: the input
//          is (4,2,2), which Conv2D on line 47 made from (1,4,4). Give it a kernel of at most 2x2 or a padding of at least 1, or shrink the
//          image less before.
public partial class BadGated;

[Network, Input(1, 5, 5), Conv2D(4, 3), SiLU, Mish, HardSwish, Conv2D(8, 3)]
public partial class GoodGated;

[Network, Input(8), Dense(16), LayerNorm, Sigmoid, Conv1D(4, 3)]
//                                                 ^^^^^^^^^^^^ CN1006: Conv1D needs a sequence of (channels,steps), but it gets (16), which
//          Dense on line 56 made from (8). Reshape(1, 16) makes it a sequence of one channel.
public partial class BadBounded;

[Network, Input(8), Dense(16), LayerNorm, Sigmoid, Dense(4)]
public partial class GoodBounded;

[Network, Input(8), Dense(16), Tanh, LSTM(4)]
//                                   ^^^^^^^ CN1006: LSTM needs steps and features, (steps,features), but it gets (16), which Dense on line
//          64 made from (8). Embedding makes a sequence of Tokens, Reshape one of other values.
public partial class BadSigned;

[Network, Input(2, 8), Dense(16), Tanh, LSTM(4)]
public partial class GoodSigned;

[Network, Input(8), Dense(16), Softplus, Softsign, AveragePool2D(2)]
//                                                 ^^^^^^^^^^^^^^^^ CN1006: AveragePool2D needs an image of (channels,height,width), but it
//          gets (16), which Dense on line 72 made from (8). Reshape(1, 4, 4) makes it an image.
public partial class BadSoft;

[Network, Input(8), Dense(16), Softplus, Softsign, Dense(2)]
public partial class GoodSoft;

[Network, Input(), Softmax]
//                 ^^^^^^^ CN1006: Softmax needs at least one axis, but it gets 'input' (). Softmax compares the values of the last axis.
public partial class BadProbabilities;

[Network, Input(8), Dense(16), Softmax]
public partial class GoodProbabilities;

[Network, Input(), LogSoftmax]
//                 ^^^^^^^^^^ CN1006: LogSoftmax needs at least one axis, but it gets 'input' (). LogSoftmax compares the values of the last
//          axis.
public partial class BadLogProbabilities;

[Network, Input(8), Dense(16), LogSoftmax]
public partial class GoodLogProbabilities;

// A network of the project as a layer.
[Network, Input(32), Dense(16), ReLU]
public partial class GoodFeatures;

[Network, Input(30), Layer<GoodFeatures>, Dense(4)]
//                   ^^^^^^^^^^^^^^^^^^^ CN1021: 'GoodFeatures' takes (32), but as a layer here it gets 'input' (30). Give it a value of
//          (32).
public partial class BadLayer;

[Network, Input(32), Dense(16), ReLU, Layer<GoodFeatures>]
//                                    ^^^^^^^^^^^^^^^^^^^ CN1021: 'GoodFeatures' takes (32), but as a layer here it gets (16), which Dense
//          on line 104 made from (32). Give it a value of (32).
public partial class BadLayerOrder;

[Network, Input(32), Layer<GoodFeatures>, Dense(4)]
public partial class GoodLayer;
