// Methods describe the graph: helpers are read where they are called, loops turn by turn.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.Wiring;

// Right with 64 filters, wrong with 128.
[Network]
public partial class BadHelper
{
    [Forward] private Tensor Logits([Shape(64, 32, 32)] Tensor image) => GlobalAveragePool(Block(Block(image, 64), 128));
    private Tensor Block(Tensor x, int filters) => ReLU(x + Conv2D(ReLU(Conv2D(x, filters, 3, padding: 1)), filters, 3, padding: 1));
//                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot add (64,32,32) and (128,32,32): 'x' keeps the input's 64 channels, but Conv2D on line 12 makes 128. Give 'x' a 1x1 Conv2D of 128 filters.
}

[Network]
public partial class GoodHelper
{
    [Forward] private Tensor Logits([Shape(64, 32, 32)] Tensor image) => GlobalAveragePool(Block(Block(image, 64), 128));
    private Tensor Block(Tensor x, int filters) =>
        ReLU(Conv2D(x, filters, 1) + Conv2D(ReLU(Conv2D(x, filters, 3, padding: 1)), filters, 3, padding: 1));
}

// The sixth turn finds one pixel.
[Network]
public partial class BadPyramid
{
    [Forward] private Tensor Out([Shape(1, 32, 32)] Tensor x)
    {
        for (int level = 0; level < 6; level++)
        {
            x = MaxPool2D(ReLU(Conv2D(x, 8 << level, 3, padding: 1)), 2);
//                                                                    ^ CN1007: MaxPool2D's window of 2x2 does not fit into 1x1: the input
//          is (256,1,1), which Conv2D on line 32 made from (128,1,1). Give it a kernel of at most 1x1 or a padding of at least 1, or shrink
//          the image less before.
        }

        return x;
    }
}

[Network]
public partial class GoodPyramid
{
    [Forward] private Tensor Out([Shape(1, 32, 32)] Tensor x)
    {
        for (int level = 0; level < 5; level++)
        {
            x = MaxPool2D(ReLU(Conv2D(x, 8 << level, 3, padding: 1)), 2);
        }

        return x;
    }
}

// A mistake of every turn is one mistake.
[Network]
public partial class BadHeads
{
    private const int Width = 100, Heads = 8;
    [Forward] private Tensor Out([Shape(16, Width)] Tensor x)
    {
        for (int layer = 0; layer < 3; layer++)
        {
            x += SelfAttention(LayerNorm(x), Heads);
//                                           ^^^^^ CN1005: 'heads' of SelfAttention is 8, but it must be a divisor of the width 100: 5 or 10
//          is nearest
        }

        return x;
    }
}

[Network]
public partial class GoodHeads
{
    private const int Width = 96, Heads = 8;
    [Forward] private Tensor Out([Shape(16, Width)] Tensor x)
    {
        for (int layer = 0; layer < 3; layer++)
        {
            x += SelfAttention(LayerNorm(x), Heads);
        }

        return x;
    }
}

// Sizes that do not divide do not come back.
[Network]
public partial class BadSkip
{
    [Forward] private Tensor Out([Shape(1, 30, 30)] Tensor image)
    {
        var down = MaxPool2D(image, 4);
        var up = Upsample(down, 4);
        return Concat(0, image, up);
//             ^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot join (1,30,30) and (1,28,28) along axis 0: 'image' comes in as (1,30,30), but Upsample on
//          line 96 makes 'up' (1,28,28) from (1,7,7). All axes but 0 must be equal: Pad the smaller, or cut the larger with Slice.
    }
}

[Network]
public partial class GoodSkip
{
    [Forward] private Tensor Out([Shape(1, 32, 32)] Tensor image)
    {
        var down = MaxPool2D(image, 4);
        var up = Upsample(down, 4);
        return Concat(0, image, up);
    }
}

[Network]
public partial class BadTuple
{
    [Forward] private (Tensor Mean, Tensor Spread) Out([Shape(16)] Tensor x)
    {
        var (mean, spread) = (Dense(x, 4), Softplus(Dense(x, 5)));
        return (mean, mean + spread);
//                    ^^^^^^^^^^^^^ CN1003: Cannot add (4) and (5): Dense on line 119 makes 'mean' (4) from (16), but Dense on line 119
//          makes 'spread' (5) from (16). Give both Dense layers the same units.
    }
}

[Network]
public partial class GoodTuple
{
    [Forward] private (Tensor Mean, Tensor Spread) Out([Shape(16)] Tensor x)
    {
        var (mean, spread) = (Dense(x, 4), Softplus(Dense(x, 4)));
        return (mean, mean + spread);
    }
}

// What is not known because of one mistake is not a second one.
[Network]
public partial class BadSilent
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image)
    {
        var features = Conv2D(image, 16, 40);
//                                       ^^ CN1007: Conv2D's window of 40x40 does not fit into 32x32: the input is 'image' (3,32,32). Give
//          it a kernel of at most 32x32 or a padding of at least 4.
        var flat = Flatten(features);
        var wide = Concat(0, flat, image);
        return Dense(wide + 1, 10);
    }
}

[Network]
public partial class GoodSilent
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image)
    {
        var features = Conv2D(image, 16, 4);
        var flat = Flatten(features);
        var wide = Concat(0, flat, Flatten(image));
        return Dense(wide + 1, 10);
    }
}

// A state keeps its shape.
[Network]
public partial class BadState
{
    [Forward] private Tensor Step([Shape(4)] Tensor x, [Shape(8)] ref Tensor state)
//                                                                           ^^^^^ CN1020: The state 'state' must keep its shape (8), but
//          the call leaves 'state' (6), which Dense on line 172 made from (12). Assign a value of that shape, or declare the state
//          otherwise.
    {
        state = Tanh(Dense(Concat(0, x, state), 6));
        return Dense(state, 2);
    }
}

[Network]
public partial class GoodState
{
    [Forward] private Tensor Step([Shape(4)] Tensor x, [Shape(8)] ref Tensor state)
    {
        state = Tanh(Dense(Concat(0, x, state), 8));
        return Dense(state, 2);
    }
}

// Only the way that is taken counts.
[Network]
public partial class BadChosen
{
    private const bool Wide = true;
    [Forward] private Tensor Out([Shape(8)] Tensor x) => x + (Wide ? Dense(x, 16) : Dense(x, 8));
//                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot add (8) and (16): 'x' comes
//          in as (8), but Dense on line 192 makes (16) from (8). Give Dense on line 192 8 units.
}

[Network]
public partial class GoodChosen
{
    private const bool Wide = false;
    [Forward] private Tensor Out([Shape(8)] Tensor x) => x + (Wide ? Dense(x, 16) : Dense(x, 8));
}
