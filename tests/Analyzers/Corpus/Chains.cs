// A chain of layers on a class is the network.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.Chains;

// A series needs an axis of channels.
[Network, Input(100), Conv1D(16, 3)]
//                    ^^^^^^^^^^^^^ CN1006: Conv1D needs a sequence of (channels,steps), but it gets 'input' (100). Reshape(1, 100) makes it
//          a sequence of one channel.
public partial class BadConv1DChain;

[Network, Input(1, 100), Conv1D(16, 3)]
public partial class GoodConv1DChain;

[Network, Input(28, 28), Conv2D(32, 3), ReLU]
//                       ^^^^^^^^^^^^^ CN1006: Conv2D needs an image of (channels,height,width), but it gets 'input' (28,28). Reshape(1, 28,
//          28) makes it an image of one channel.
public partial class BadConv2DChain;

[Network, Input(1, 28, 28), Conv2D(32, 3), ReLU]
public partial class GoodConv2DChain;

[Network, Input(64), ConvTranspose2D(16, 4, Stride = 2)]
//                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1006: ConvTranspose2D needs an image of (channels,height,width), but it gets
//          'input' (64). Reshape(1, 8, 8) makes it an image.
public partial class BadConvTranspose2DChain;

[Network, Input(64), Reshape(4, 4, 4), ConvTranspose2D(16, 4, Stride = 2)]
public partial class GoodConvTranspose2DChain;

[Network, Input(4, 3), MaxPool1D(5)]
//                               ^ CN1007: MaxPool1D's window of 5 does not fit into 3: the input is 'input' (4,3). Give it a kernel of at
//          most 3 or a padding of at least 1.
public partial class BadMaxPool1DChain;

[Network, Input(4, 10), MaxPool1D(5)]
public partial class GoodMaxPool1DChain;

// Pooling belongs to images.
[Network, Input(784), Dense(64), MaxPool2D(2), Flatten, Dense(10)]
//                               ^^^^^^^^^^^^ CN1006: MaxPool2D needs an image of (channels,height,width), but it gets (64), which Dense on
//          line 41 made from (784). Reshape(1, 8, 8) makes it an image.
public partial class BadMaxPool2DChain;

[Network, Input(1, 28, 28), MaxPool2D(2), Flatten, Dense(10)]
public partial class GoodMaxPool2DChain;

[Network, Input(8, 4, 4), AveragePool2D(5)]
//                                      ^ CN1007: AveragePool2D's window of 5x5 does not fit into 4x4: the input is 'input' (8,4,4). Give it
//          a kernel of at most 4x4 or a padding of at least 1.
public partial class BadAveragePool2DChain;

[Network, Input(8, 4, 4), AveragePool2D(4)]
public partial class GoodAveragePool2DChain;

// It flattens by itself.
[Network, Input(8, 7, 7), Flatten, GlobalAveragePool, Dense(10)]
//                                 ^^^^^^^^^^^^^^^^^ CN1006: GlobalAveragePool needs channels and axes to average, as in
//          (channels,height,width), but it gets (392), which Flatten on line 58 made from (8,7,7). Drop it, or keep the image until here: Flatten and Dense come after it.
public partial class BadGlobalAveragePoolChain;

[Network, Input(8, 7, 7), GlobalAveragePool, Dense(10)]
public partial class GoodGlobalAveragePoolChain;

[Network, Input(128), GlobalMaxPool]
//                    ^^^^^^^^^^^^^ CN1006: GlobalMaxPool needs channels and axes to search, as in (channels,height,width), but it gets
//          'input' (128). Drop it, or keep the image until here: Flatten and Dense come after it.
public partial class BadGlobalMaxPoolChain;

[Network, Input(128, 7), GlobalMaxPool]
public partial class GoodGlobalMaxPoolChain;

[Network, Input(64), Upsample(2)]
//                   ^^^^^^^^^^^ CN1006: Upsample needs an image of (channels,height,width), but it gets 'input' (64). Reshape(1, 8, 8)
//          makes it an image.
public partial class BadUpsampleChain;

[Network, Input(4, 4, 4), Upsample(2)]
public partial class GoodUpsampleChain;

[Network, Input(4), Pad(1, 1, 1, 1)]
//                  ^^^^^^^^^^^^^^^ CN1006: Pad needs rows and columns, as in (channels,height,width), but it gets 'input' (4). Reshape
//          makes axes.
public partial class BadPadChain;

[Network, Input(1, 4, 4), Pad(1, 1, 1, 1)]
public partial class GoodPadChain;

[Network, Input(784), Reshape(1, 28, 29), Conv2D(8, 3)]
//                            ^^^^^^^^^ CN1014: Cannot reshape 784 values to (1,28,29), which holds 812: the input is 'input' (784). One
//          extent may be -1, which is what remains.
public partial class BadReshapeChain;

[Network, Input(784), Reshape(1, 28, 28), Conv2D(8, 3)]
public partial class GoodReshapeChain;

// Flatten comes last.
[Network, Input(1, 28, 28), Flatten, Conv2D(8, 3)]
//                                   ^^^^^^^^^^^^ CN1006: Conv2D needs an image of (channels,height,width), but it gets (784), which Flatten
//          on line 99 made from (1,28,28). Drop Flatten on line 99, or move it behind Conv2D.
public partial class BadFlattenChain;

[Network, Input(1, 28, 28), Conv2D(8, 3), Flatten]
public partial class GoodFlattenChain;

[Network, Input(784), Dense(128), ReLU, Dense(-10)]
//                                            ^^^ CN1005: 'units' of Dense is -10, but it must be at least 1
public partial class BadDenseChain;

[Network, Input(784), Dense(128), ReLU, Dense(10)]
public partial class GoodDenseChain;

[Network, Input(784), Dense(128), ReLU, Dropout(25), Dense(10)]
//                                              ^^ CN1005: 'rate' of Dropout is 25, but it must be at least 0 and below 1
public partial class BadDropoutChain;

[Network, Input(784), Dense(128), ReLU, Dropout(0.25), Dense(10)]
public partial class GoodDropoutChain;

[Network, Input(3, 8, 8), Conv2D(8, 3, Bias = false), BatchNorm(Momentum = -0.1), ReLU]
//                                                                         ^^^^ CN1005: 'momentum' of BatchNorm is -0.1, but it must be from
//          0 to 1
public partial class BadBatchNormChain;

[Network, Input(3, 8, 8), Conv2D(8, 3, Bias = false), BatchNorm(Momentum = 0.1), ReLU]
public partial class GoodBatchNormChain;

[Network, Input(8), LayerNorm(Epsilon = 0)]
//                                      ^ CN1005: 'epsilon' of LayerNorm is 0, but it must be above 0
public partial class BadLayerNormChain;

[Network, Input(8), LayerNorm(Epsilon = 1e-6)]
public partial class GoodLayerNormChain;

[Network, Input(8), RMSNorm(Epsilon = -1)]
//                                    ^^ CN1005: 'epsilon' of RMSNorm is -1, but it must be above 0
public partial class BadRMSNormChain;

[Network, Input(8), RMSNorm(Epsilon = 1e-6)]
public partial class GoodRMSNormChain;

[Network, Input(3, 8, 8), Conv2D(10, 3), GroupNorm(4)]
//                                                 ^ CN1005: 'groups' of GroupNorm is 4, but it must be a divisor of the 10 channels of its
//          input (10,6,6), which Conv2D on line 143 made from (3,8,8)
public partial class BadGroupNormChain;

[Network, Input(3, 8, 8), Conv2D(12, 3), GroupNorm(4)]
public partial class GoodGroupNormChain;

[Network, Input(16), InstanceNorm]
//                   ^^^^^^^^^^^^ CN1006: InstanceNorm needs channels and axes to normalise over, as in (channels,height,width), but it gets
//          'input' (16). LayerNorm normalises over one axis.
public partial class BadInstanceNormChain;

[Network, Input(3, 16), InstanceNorm]
public partial class GoodInstanceNormChain;

[Network, Input(20), Embedding(0, 32), LSTM(16)]
//                             ^ CN1005: 'count' of Embedding is 0, but it must be at least 1
public partial class BadEmbeddingChain;

[Network, Input(20), Embedding(10_000, 32), LSTM(16)]
public partial class GoodEmbeddingChain;

// An embedding reads ints: it comes first.
[Network, Input(20), Dense(32), Embedding(10_000, 32)]
//                              ^^^^^^^^^^^^^^^^^^^^^ CN1017: Embedding needs Tokens (ints), but it gets (32), which Dense on line 167 made
//          from (20). Give it the Tokens themselves, as the first layer.
public partial class BadEmbeddingSecond;

[Network, Input(20), Embedding(10_000, 32), Dense(32)]
public partial class GoodEmbeddingSecond;

[Network, Input(64), LSTM(32)]
//                   ^^^^^^^^ CN1006: LSTM needs steps and features, (steps,features), but it gets 'input' (64). Embedding makes a sequence
//          of Tokens, Reshape one of other values.
public partial class BadLSTMChain;

[Network, Input(20, 64), LSTM(32)]
public partial class GoodLSTMChain;

[Network, Input(20), Embedding(10_000, 32), Flatten, GRU(16)]
//                                                   ^^^^^^^ CN1006: GRU needs steps and features, (steps,features), but it gets (640),
//          which Flatten on line 183 made from (20,32). Drop Flatten on line 183, or move it behind GRU.
public partial class BadGRUChain;

[Network, Input(20), Embedding(10_000, 32), GRU(16), Flatten]
public partial class GoodGRUChain;

[Network, Input(20, 64), RNN(-32)]
//                           ^^^ CN1005: 'units' of RNN is -32, but it must be at least 1
public partial class BadRNNChain;

[Network, Input(20, 64), RNN(32)]
public partial class GoodRNNChain;

[Network, Input(20, 50), SelfAttention(4)]
//                                     ^ CN1005: 'heads' of SelfAttention is 4, but it must be a divisor of the width 50: 2 or 5 is nearest
public partial class BadSelfAttentionChain;

[Network, Input(20, 52), SelfAttention(4)]
public partial class GoodSelfAttentionChain;

// A chain passes on one value: attention to a memory takes two.
[Network, Input(20, 64), MultiHeadAttention(4)]
//                       ^^^^^^^^^^^^^^^^^^^^^ CN1022: MultiHeadAttention takes at least 2 values, but here it gets one: put it first on a
//          part that has a parameter for each, or call it in a method
public partial class BadMultiHeadAttentionChain;

[Network, Input(20, 64), SelfAttention(4)]
public partial class GoodMultiHeadAttentionChain;

[Network, Input(20, 60), Rotary(8)]
//                              ^ CN1005: 'heads' of Rotary is 8, but it must be a divisor of 30, so that each head has an even part of the
//          width 60: 6 or 10 is nearest
public partial class BadRotaryChain;

[Network, Input(20, 64), Rotary(8)]
public partial class GoodRotaryChain;

[Network, Input(64), Sinusoidal, Dense(64)]
//                   ^^^^^^^^^^ CN1006: Sinusoidal needs a sequence, (steps,width), but it gets 'input' (64). A sequence has its steps first
//          and each step's features last.
public partial class BadSinusoidalChain;

[Network, Input(10, 64), Sinusoidal, Dense(64)]
public partial class GoodSinusoidalChain;
