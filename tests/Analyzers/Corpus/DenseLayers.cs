// Dense acts on the last axis.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.DenseLayers;

// No units.
[Network]
public partial class BadDense
{
    [Forward] private Tensor Out([Shape(784)] Tensor x) => Dense(ReLU(Dense(x, 128)), 0);
//                                                                                    ^ CN1005: 'units' of Dense is 0, but it must be at
//          least 1
}

[Network]
public partial class GoodDense
{
    [Forward] private Tensor Out([Shape(784)] Tensor x) => Dense(ReLU(Dense(x, 128)), 10);
}

[Network]
public partial class BadDenseNegative
{
    [Forward] private Tensor Out([Shape(784)] Tensor x) => Dense(x, 128 - 256);
//                                                                  ^^^^^^^^^ CN1005: 'units' of Dense is -128, but it must be at least 1
}

[Network]
public partial class GoodDenseNegative
{
    [Forward] private Tensor Out([Shape(784)] Tensor x) => Dense(x, 256 - 128);
}

// A mean over all axes is one number, and has no axis of features.
[Network]
public partial class BadDenseOfANumber
{
    [Forward] private Tensor Out([Shape(784)] Tensor x) => Dense(Mean(x), 10);
//                                                         ^^^^^^^^^^^^^^^^^^ CN1006: Dense needs at least one axis, but it gets (), which
//          Mean on line 39 made from (784). Reshape(1) makes one value an axis.
}

[Network]
public partial class GoodDenseOfANumber
{
    [Forward] private Tensor Out([Shape(784)] Tensor x) => Dense(Reshape(Mean(x), 1), 10);
}

// A part is one set of weights: it cannot meet two numbers of features.
[Network]
public partial class BadDenseShared
{
    [Dense(32)] private partial Tensor Encode(Tensor x);
//   ^^^^^^^^^ CN1004: 'Encode' is one set of weights: its first call made its weight (32,64), but this one, for 'right' (48), needs
//          (32,48). Call it with values of one shape, or declare a second part.
    [Forward] private Tensor Distance([Shape(64)] Tensor left, [Shape(48)] Tensor right) => Encode(left) - Encode(right);
}

[Network]
public partial class GoodDenseShared
{
    [Dense(32)] private partial Tensor Encode(Tensor x);
    [Forward] private Tensor Distance([Shape(64)] Tensor left, [Shape(64)] Tensor right) => Encode(left) - Encode(right);
}

// A flattened image has as many features as pixels: two sizes need pooling.
[Network]
public partial class BadDenseAfterImage
{
    [Conv2D(8, 3), ReLU, Flatten, Dense(32)] private partial Tensor Body(Tensor image);
//                                ^^^^^^^^^ CN1004: 'Body.Dense1' is one set of weights: its first call made its weight (32,5408), but this
//          one, for (7200), which Flatten on line 71 made from (8,30,30), needs (32,7200). Call it with values of one shape, or declare a
//          second part.
    [Forward] private Tensor Logits([Shape(1, 28, 28)] Tensor photo, [Shape(1, 32, 32)] Tensor scan) => Body(photo) + Body(scan);
}

[Network]
public partial class GoodDenseAfterImage
{
    [Conv2D(8, 3), ReLU, GlobalAveragePool, Dense(32)] private partial Tensor Body(Tensor image);
    [Forward] private Tensor Logits([Shape(1, 28, 28)] Tensor photo, [Shape(1, 32, 32)] Tensor scan) => Body(photo) + Body(scan);
}

// The output layer uses the embedding's weight.
[Network]
public partial class BadTiedShape
{
    [Embedding(96, 32)] private partial Tensor Embed(Tokens text);
    [Dense(64), ReLU] private partial Tensor Body(Tensor x);
    [Dense(96, TiedTo = nameof(Embed))] private partial Tensor Head(Tensor x);
//                      ^^^^^^^^^^^^^ CN1024: 'Head' cannot use the weight of 'Embed': it needs (96,64) for (16,64), which Dense on line 90
//          made from (16,32), but that weight is (96,32). Give 'Head' 96 units and an input of 32 features.
    [Forward] private Tensor Logits([Shape(16)] Tokens text) => Head(Body(Embed(text)));
}

[Network]
public partial class GoodTiedShape
{
    [Embedding(96, 32)] private partial Tensor Embed(Tokens text);
    [Dense(32), ReLU] private partial Tensor Body(Tensor x);
    [Dense(96, TiedTo = nameof(Embed))] private partial Tensor Head(Tensor x);
    [Forward] private Tensor Logits([Shape(16)] Tokens text) => Head(Body(Embed(text)));
}

[Network]
public partial class BadTiedToNothing
{
    [Embedding(96, 32)] private partial Tensor Embed(Tokens text);
    [LayerNorm] private partial Tensor Norm(Tensor x);
    [Dense(96, TiedTo = nameof(Norm))] private partial Tensor Head(Tensor x);
//                      ^^^^^^^^^^^^ CN1023: 'Head' is tied to 'Norm', which has no weight of its own: name one of 'Embed'
    [Forward] private Tensor Logits([Shape(16)] Tokens text) => Head(Norm(Embed(text)));
}

[Network]
public partial class GoodTiedToNothing
{
    [Embedding(96, 32)] private partial Tensor Embed(Tokens text);
    [LayerNorm] private partial Tensor Norm(Tensor x);
    [Dense(96, TiedTo = nameof(Embed))] private partial Tensor Head(Tensor x);
    [Forward] private Tensor Logits([Shape(16)] Tokens text) => Head(Norm(Embed(text)));
}
