// Indices and ranges are C#'s, and constant.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.Slices;

[Network]
public partial class BadSlice
{
    [Forward] private Tensor Out([Shape(10, 4)] Tensor x) => Slice(x, 0, 5, 12);
//                                                                          ^^ CN1016: Range 5..12 is outside of axis 0 of 'x' (10,4). It
//          has 10 positions.
}

[Network]
public partial class GoodSlice
{
    [Forward] private Tensor Out([Shape(10, 4)] Tensor x) => Slice(x, 0, 5, 10);
}

[Network]
public partial class BadSliceAxis
{
    [Forward] private Tensor Out([Shape(10, 4)] Tensor x) => Slice(x, 2, 0, 4);
//                                                                    ^ CN1012: Slice finds no axis 2 in 'x' (10,4): its axes are 0 to 1 (or
//          -2 to -1); the batch is not counted
}

[Network]
public partial class GoodSliceAxis
{
    [Forward] private Tensor Out([Shape(10, 4)] Tensor x) => Slice(x, 1, 0, 4);
}

// Ten steps are 0 to 9.
[Network]
public partial class BadIndex
{
    [Forward] private Tensor Out([Shape(10, 4)] Tensor x) => x[10];
//                                                             ^^ CN1016: Index 10 is outside of the first axis of 'x' (10,4). Its positions
//          are 0 to 9, or ^10 to ^1.
}

[Network]
public partial class GoodIndex
{
    [Forward] private Tensor Out([Shape(10, 4)] Tensor x) => x[9];
}

[Network]
public partial class BadIndexFromEnd
{
    [Forward] private Tensor Out([Shape(10, 4)] Tensor x) => x[^11];
//                                                             ^^^ CN1016: Index ^11 is outside of the first axis of 'x' (10,4). Its
//          positions are 0 to 9, or ^10 to ^1.
}

[Network]
public partial class GoodIndexFromEnd
{
    [Forward] private Tensor Out([Shape(10, 4)] Tensor x) => x[^10];
}

[Network]
public partial class BadRange
{
    [Forward] private Tensor Out([Shape(10, 4)] Tensor x) => x[5..11];
//                                                             ^^^^^ CN1016: Range 5..11 is outside of the first axis of 'x' (10,4). Its
//          ends are 0 to 10, or ^10 to ^0.
}

[Network]
public partial class GoodRange
{
    [Forward] private Tensor Out([Shape(10, 4)] Tensor x) => x[5..];
}

[Network]
public partial class BadEmptyRange
{
    [Forward] private Tensor Out([Shape(10, 4)] Tensor x) => x[5..5];
//                                                             ^^^^ CN1005: 'range' of a slice is 5..5, but it must be a range of at least
//          one position
}

[Network]
public partial class GoodEmptyRange
{
    [Forward] private Tensor Out([Shape(10, 4)] Tensor x) => x[5..6];
}

[Network]
public partial class BadBroadcast
{
    [Forward] private Tensor Out([Shape(3)] Tensor x) => Broadcast(x, 3, 5);
//                                                                    ^^^^ CN1005: 'shape' of Broadcast is (3,5), but it must be one that
//          'x' (3) broadcasts to: matched from the last axis, each of its extents is equal or 1
}

[Network]
public partial class GoodBroadcast
{
    [Forward] private Tensor Out([Shape(3)] Tensor x) => Broadcast(Reshape(x, 3, 1), 3, 5);
}

[Network]
public partial class BadPad
{
    [Forward] private Tensor Out([Shape(4)] Tensor x) => Pad(x, -1, 1);
//                                                              ^^ CN1005: 'left' of Pad is -1, but it must be at least 0
}

[Network]
public partial class GoodPad
{
    [Forward] private Tensor Out([Shape(4)] Tensor x) => Pad(x, 1, 1);
}

[Network]
public partial class BadPadRank
{
    [Forward] private Tensor Out([Shape(1)] Tensor x) => Pad(Sum(x), 1, 1);
//                                                       ^^^^^^^^^^^^^^^^^ CN1006: Pad needs an axis to pad, but it gets (), which Sum on
//          line 122 made from (1). Reshape makes axes.
}

[Network]
public partial class GoodPadRank
{
    [Forward] private Tensor Out([Shape(1)] Tensor x) => Pad(x, 1, 1);
}

[Network]
public partial class BadUpsample
{
    [Forward] private Tensor Out([Shape(64)] Tensor code) => Upsample(code, 2);
//                                                           ^^^^^^^^^^^^^^^^^ CN1006: Upsample needs an image of (channels,height,width),
//          but it gets 'code' (64). Reshape(1, 8, 8) makes it an image.
}

[Network]
public partial class GoodUpsample
{
    [Forward] private Tensor Out([Shape(64)] Tensor code) => Upsample(Reshape(code, 4, 4, 4), 2);
}

[Network]
public partial class BadUpsampleFactor
{
    [Forward] private Tensor Out([Shape(4, 4, 4)] Tensor image) => Upsample(image, 0);
//                                                                                 ^ CN1005: 'factor' of Upsample is 0, but it must be at
//          least 1
}

[Network]
public partial class GoodUpsampleFactor
{
    [Forward] private Tensor Out([Shape(4, 4, 4)] Tensor image) => Upsample(image, 2);
}

[Network]
public partial class BadRandomNormal
{
    [Forward] private Tensor Out([Shape(20)] Tensor x) => x + RandomNormal(10);
//                                                        ^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot add (20) and (10): 'x' comes in as (20), but
//          RandomNormal on line 164 makes (10). Axes are matched from the last one and must be equal or 1: Reshape one of them, or change
//          the layer that made it.
}

[Network]
public partial class GoodRandomNormal
{
    [Forward] private Tensor Out([Shape(20)] Tensor x) => x + RandomNormal(20);
}

[Network]
public partial class BadRandomNormalShape
{
    [Forward] private Tensor Out([Shape(20)] Tensor x) => x + RandomNormal(-20);
//                                                                         ^^^ CN1005: 'shape' of RandomNormal is -20, but it must be
//          positive extents
}

[Network]
public partial class GoodRandomNormalShape
{
    [Forward] private Tensor Out([Shape(20)] Tensor x) => x + RandomNormal(20);
}
