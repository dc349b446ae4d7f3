// Sizes that overflow, and constants that no layer can have.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.Sizes;

// A sample of ten thousand million values.
[Network, Input(100_000, 100_000), Flatten, Dense(10)]
//        ^^^^^^^^^^^^^^^^^^^^^^^ CN1011: [Input] is too large: a sample would be (100000,100000), and one buffer holds at most 536,870,911
//          values. Choose smaller sizes.
public partial class BadHugeInput;

[Network, Input(1_000, 1_000), Flatten, Dense(10)]
public partial class GoodHugeInput;

[Network, Input(50_000), Dense(50_000)]
//                       ^^^^^^^^^^^^^ CN1011: Dense is too large: its weight would be (50000,50000), and one buffer holds at most
//          536,870,911 values. Choose smaller sizes.
public partial class BadHugeWeight;

[Network, Input(5_000), Dense(5_000)]
public partial class GoodHugeWeight;

[Network, Input(4), Dense(2_000_000_000)]
//                        ^^^^^^^^^^^^^ CN1005: 'units' of Dense is 2000000000, but it must be at most 536,870,911
public partial class BadHugeUnits;

[Network, Input(4), Dense(2_000)]
public partial class GoodHugeUnits;

[Network, Input(3, 224, 224), Conv2D(100_000, 3, Padding = 1)]
//                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1011: Conv2D is too large: its result would be (100000,224,224), and one
//          buffer holds at most 536,870,911 values. Choose smaller sizes.
public partial class BadHugeFilters;

[Network, Input(3, 224, 224), Conv2D(100, 3, Padding = 1)]
public partial class GoodHugeFilters;

[Network, Input(20), Embedding(500_000, 2_000)]
//                   ^^^^^^^^^^^^^^^^^^^^^^^^^ CN1011: Embedding is too large: its weight would be (500000,2000), and one buffer holds at
//          most 536,870,911 values. Choose smaller sizes.
public partial class BadHugeVocabulary;

[Network, Input(20), Embedding(50_000, 200)]
public partial class GoodHugeVocabulary;

[Network, Input(1, 4, 4), Pad(1_000_000_000, 0)]
//                            ^^^^^^^^^^^^^ CN1005: 'left' of Pad is 1000000000, but it must be at most 536,870,911
public partial class BadHugePad;

[Network, Input(1, 4, 4), Pad(1, 0)]
public partial class GoodHugePad;

[Network, Input(3, 224, 224), Upsample(1_000)]
//                            ^^^^^^^^^^^^^^^ CN1011: Upsample is too large: its result would be (3,224000,224000), and one buffer holds at
//          most 536,870,911 values. Choose smaller sizes.
public partial class BadHugeUpsample;

[Network, Input(3, 224, 224), Upsample(2)]
public partial class GoodHugeUpsample;

[Network, Input(8, 64), SelfAttention(1_000_000)]
//                                    ^^^^^^^^^ CN1005: 'heads' of SelfAttention is 1000000, but it must be a divisor of the width 64: 64 is
//          nearest
public partial class BadHugeHeads;

[Network, Input(8, 64), SelfAttention(8)]
public partial class GoodHugeHeads;

[Network, Input(8, 64), LSTM(100_000)]
//                      ^^^^^^^^^^^^^ CN1011: LSTM is too large: a weight, gate by gate, would be (4,100000,100000), and one buffer holds at
//          most 536,870,911 values. Choose smaller sizes.
public partial class BadHugeLSTM;

[Network, Input(8, 64), LSTM(100)]
public partial class GoodHugeLSTM;

[Network, Input(1, 8, 8), Conv2D(4, 3, Stride = int.MinValue)]
//                                              ^^^^^^^^^^^^ CN1005: 'stride' of Conv2D is -2147483648, but it must be at least 1
public partial class BadHugeStride;

[Network, Input(1, 8, 8), Conv2D(4, 3, Stride = 1)]
public partial class GoodHugeStride;

[Network]
public partial class BadHugeSum
{
    [Forward] private Tensor Out([Shape(40_000)] Tensor x) => x + Reshape(x, 40_000, 1);
//                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^ CN1011: '+' is too large: its result would be
//          (40000,40000), and one buffer holds at most 536,870,911 values. Choose smaller sizes.
}

[Network]
public partial class GoodHugeSum
{
    [Forward] private Tensor Out([Shape(40_000)] Tensor x) => x + Reshape(Mean(x), 1);
}

// Every row with every row.
[Network]
public partial class BadHugeProduct
{
    [Forward] private Tensor Out([Shape(30_000, 4)] Tensor a) => MatMul(a, Transpose(a));
//                                                               ^^^^^^^^^^^^^^^^^^^^^^^ CN1011: MatMul is too large: its result would be
//          (30000,30000), and one buffer holds at most 536,870,911 values. Choose smaller sizes.
}

[Network]
public partial class GoodHugeProduct
{
    [Forward] private Tensor Out([Shape(30_000, 4)] Tensor a) => MatMul(Transpose(a), a);
}

[Network]
public partial class BadHugeOneHot
{
    [Forward] private Tensor Out([Shape(100_000)] Tokens words) => OneHot(words, 50_000);
//                                                                 ^^^^^^^^^^^^^^^^^^^^^ CN1011: OneHot is too large: its result would be
//          (100000,50000), and one buffer holds at most 536,870,911 values. Choose smaller sizes.
}

[Network]
public partial class GoodHugeOneHot
{
    [Forward] private Tensor Out([Shape(100_000)] Tokens words) => OneHot(words[..100], 50_000);
}

// Each weight fits, all together do not.
[Network]
public partial class BadHugeNetwork
{
    [Forward] private Tensor Out([Shape(20_000)] Tensor x) => Dense(ReLU(Dense(x, 20_000)), 20_000);
//                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1011: Dense is too large: with its
//          weight (20000,20000) the network would be 800,020,000 values, and one buffer holds at most 536,870,911 values. Choose smaller
//          sizes.
}

[Network]
public partial class GoodHugeNetwork
{
    [Forward] private Tensor Out([Shape(20_000)] Tensor x) => Dense(ReLU(Dense(x, 2_000)), 20_000);
}

[Network]
public partial class BadHugeBroadcast
{
    [Forward] private Tensor Out([Shape(1)] Tensor x) => Broadcast(x, 30_000, 30_000);
//                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1011: Broadcast is too large: its result would be
//          (30000,30000), and one buffer holds at most 536,870,911 values. Choose smaller sizes.
}

[Network]
public partial class GoodHugeBroadcast
{
    [Forward] private Tensor Out([Shape(1)] Tensor x) => Broadcast(x, 300, 300);
}

// More units than a buffer has values.
[Network]
public partial class BadHugeInt
{
    [Forward] private Tensor Out([Shape(8)] Tensor x) => Dense(x, int.MaxValue);
//                                                                ^^^^^^^^^^^^ CN1005: 'units' of Dense is 2147483647, but it must be at
//          most 536,870,911
}

[Network]
public partial class GoodHugeInt
{
    [Forward] private Tensor Out([Shape(8)] Tensor x) => Dense(x, short.MaxValue);
}
