// A part is a chain on a partial method: a mistake in it is reported there, once, however often it is called.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.Parts;

[Network]
public partial class BadBlock
{
    [Conv2D(16, 3), ReLU, MaxPool2D(2)] private partial Tensor First(Tensor x);
    [Conv2D(32, 3), ReLU, MaxPool2D(4)] private partial Tensor Second(Tensor x);
//                                  ^ CN1007: MaxPool2D's window of 4x4 does not fit into 3x3: the input is (32,3,3), which Conv2D on line
//          11 made from (16,5,5). Give it a kernel of at most 3x3 or a padding of at least 1, or shrink the image less before.
    [Forward] private Tensor Logits([Shape(3, 12, 12)] Tensor image) => Dense(Flatten(Second(First(image))), 10);
}

[Network]
public partial class GoodBlock
{
    [Conv2D(16, 3), ReLU, MaxPool2D(2)] private partial Tensor First(Tensor x);
    [Conv2D(32, 3), ReLU, MaxPool2D(3)] private partial Tensor Second(Tensor x);
    [Forward] private Tensor Logits([Shape(3, 12, 12)] Tensor image) => Dense(Flatten(Second(First(image))), 10);
}

[Network]
public partial class BadTokens
{
    [Embedding(5000, 64)] private partial Tensor Embed(Tokens words);
    [Conv1D(64, 3), ReLU, GlobalMaxPool, Dense(2)] private partial Tensor Read(Tensor words);
//              ^ CN1007: Conv1D's window of 3 does not fit into 2: the input is (64,2), which Transpose on line 32 made from (2,64). Give
//          it a kernel of at most 2 or a padding of at least 1, or shrink the sequence less before.
    [Forward] private Tensor Logits([Shape(2)] Tokens words) => Read(Transpose(Embed(words)));
}

[Network]
public partial class GoodTokens
{
    [Embedding(5000, 64)] private partial Tensor Embed(Tokens words);
    [Conv1D(64, 3), ReLU, GlobalMaxPool, Dense(2)] private partial Tensor Read(Tensor words);
    [Forward] private Tensor Logits([Shape(20)] Tokens words) => Read(Transpose(Embed(words)));
}

// A part may take what its first layer takes.
[Network]
public partial class BadAttend
{
    [MultiHeadAttention(8), LayerNorm] private partial Tensor Attend(Tensor query, Tensor memory);
//                      ^ CN1005: 'heads' of MultiHeadAttention is 8, but it must be a divisor of the width 60: 6 or 10 is nearest
    [Forward] private Tensor Out([Shape(5, 60)] Tensor query, [Shape(9, 60)] Tensor memory) => Attend(query, memory);
}

[Network]
public partial class GoodAttend
{
    [MultiHeadAttention(6), LayerNorm] private partial Tensor Attend(Tensor query, Tensor memory);
    [Forward] private Tensor Out([Shape(5, 60)] Tensor query, [Shape(9, 60)] Tensor memory) => Attend(query, memory);
}

// Two parts that do not meet.
[Network]
public partial class BadGenerator
{
    [Dense(128), LeakyReLU(0.2f), Dense(784), Tanh] private partial Tensor Generator(Tensor noise);
    [Conv2D(16, 3), LeakyReLU(0.2f), Flatten, Dense(1)] private partial Tensor Discriminator(Tensor image);
//   ^^^^^^^^^^^^^ CN1006: Conv2D needs an image of (channels,height,width), but it gets (784), which Dense on line 63 made from (128).
//          Reshape(1, 28, 28) makes it an image.
    [Forward] private Tensor Generate([Shape(64)] Tensor noise) => Generator(noise);
    [Objective, Trains(nameof(Generator))] private Tensor Fool([Shape(64)] Tensor noise) =>
        BinaryCrossEntropyWithLogits(Discriminator(Generator(noise)), 1f);
}

[Network]
public partial class GoodGenerator
{
    [Dense(128), LeakyReLU(0.2f), Dense(784), Tanh] private partial Tensor Generator(Tensor noise);
    [Reshape(1, 28, 28), Conv2D(16, 3), LeakyReLU(0.2f), Flatten, Dense(1)] private partial Tensor Discriminator(Tensor image);
    [Forward] private Tensor Generate([Shape(64)] Tensor noise) => Generator(noise);
    [Objective, Trains(nameof(Generator))] private Tensor Fool([Shape(64)] Tensor noise) =>
        BinaryCrossEntropyWithLogits(Discriminator(Generator(noise)), 1f);
}

// A slip of the keyboard.
[Network]
public partial class BadAutoencoder
{
    [Dense(400), ReLU, Dense(20)] private partial Tensor Encode(Tensor x);
    [Dense(400), ReLU, Dense(748)] private partial Tensor Decode(Tensor z);
    [Objective] private Tensor Loss([Shape(784)] Tensor x) => MeanSquaredError(Decode(Encode(x)), x);
//                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1013: MeanSquaredError cannot compare
//          (748) with (784): the prediction is (748), which Dense on line 87 made from (400), and the target is 'x' (784). Declare 'x' as
//          [Shape(748)], or give Dense on line 87 784 units.
}

[Network]
public partial class GoodAutoencoder
{
    [Dense(400), ReLU, Dense(20)] private partial Tensor Encode(Tensor x);
    [Dense(400), ReLU, Dense(784)] private partial Tensor Decode(Tensor z);
    [Objective] private Tensor Loss([Shape(784)] Tensor x) => MeanSquaredError(Decode(Encode(x)), x);
}

// All mistakes at once; what depends on them says nothing more.
[Network]
public partial class BadTwoMistakes
{
    [Dense(0), ReLU] private partial Tensor Body(Tensor x);
//         ^ CN1005: 'units' of Dense is 0, but it must be at least 1
    [Dropout(2), Dense(10)] private partial Tensor Head(Tensor x);
//           ^ CN1005: 'rate' of Dropout is 2, but it must be at least 0 and below 1
    [Forward] private Tensor Logits([Shape(64)] Tensor x) => Head(Body(x));
    [Forward] private Tensor Other([Shape(64)] Tensor x) => Head(x) + Dense(x, 9);
}

[Network]
public partial class GoodTwoMistakes
{
    [Dense(32), ReLU] private partial Tensor Body(Tensor x);
    [Dropout(0.2), Dense(10)] private partial Tensor Head(Tensor x);
    [Forward] private Tensor Logits([Shape(64)] Tensor x) => Head(Body(x));
    [Forward] private Tensor Other([Shape(32)] Tensor x) => Head(x) + Dense(x, 10);
}
