// Images are (channels,height,width), sequences (channels,steps), without the batch.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.Convolutions;

// A grey image has one channel, and an axis for it.
[Network]
public partial class BadConv2DChannelsLast
{
    [Forward] private Tensor Out([Shape(28, 28)] Tensor image) => Conv2D(image, 32, 3);
//                                                                ^^^^^^^^^^^^^^^^^^^^ CN1006: Conv2D needs an image of
//          (channels,height,width), but it gets 'image' (28,28). Reshape(1, 28, 28) makes it an image of one channel.
}

[Network]
public partial class GoodConv2DChannelsLast
{
    [Forward] private Tensor Out([Shape(28, 28)] Tensor image) => Conv2D(Reshape(image, 1, 28, 28), 32, 3);
}

// A flattened image.
[Network]
public partial class BadConv2DFlat
{
    [Forward] private Tensor Out([Shape(784)] Tensor image) => Conv2D(image, 32, 3);
//                                                             ^^^^^^^^^^^^^^^^^^^^ CN1006: Conv2D needs an image of
//          (channels,height,width), but it gets 'image' (784). Reshape(1, 28, 28) makes it an image.
}

[Network]
public partial class GoodConv2DFlat
{
    [Forward] private Tensor Out([Shape(784)] Tensor image) => Conv2D(Reshape(image, 1, 28, 28), 32, 3);
}

// The batch is no axis of a sample.
[Network]
public partial class BadConv2DBatch
{
    [Forward] private Tensor Out([Shape(64, 3, 32, 32)] Tensor image) => Conv2D(image, 32, 3);
//                                                                       ^^^^^^^^^^^^^^^^^^^^ CN1006: Conv2D needs an image of
//          (channels,height,width), but it gets 'image' (64,3,32,32). The batch is no axis of a sample; Reshape folds others into three.
}

[Network]
public partial class GoodConv2DBatch
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image) => Conv2D(image, 32, 3);
}

// After three poolings an image of 28 has 3 pixels.
[Network]
public partial class BadConv2DWindow
{
    [Forward] private Tensor Out([Shape(1, 28, 28)] Tensor image) => Conv2D(MaxPool2D(MaxPool2D(MaxPool2D(image, 2), 2), 2), 16, 5);
//                                                                                                                               ^ CN1007: Conv2D's window of 5x5 does not fit into 3x3: the input is (1,3,3), which MaxPool2D on line 56 made from (1,7,7). Give it a kernel of at most 3x3 or a padding of at least 1, or shrink the image less before.
}

[Network]
public partial class GoodConv2DWindow
{
    [Forward] private Tensor Out([Shape(1, 28, 28)] Tensor image) => Conv2D(MaxPool2D(MaxPool2D(MaxPool2D(image, 2), 2), 2), 16, 3);
}

[Network]
public partial class BadConv2DFilters
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image) => Conv2D(image, -16, 3);
//                                                                                 ^^^ CN1005: 'filters' of Conv2D is -16, but it must be at
//          least 1
}

[Network]
public partial class GoodConv2DFilters
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image) => Conv2D(image, 16, 3);
}

// Groups split the channels.
[Network]
public partial class BadConv2DGroups
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image) => Conv2D(image, 16, 3, groups: 2);
//                                                                                                ^ CN1005: 'groups' of Conv2D is 2, but it
//          must be a divisor of the 3 channels of its input 'image' (3,32,32)
}

[Network]
public partial class GoodConv2DGroups
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image) => Conv2D(image, 18, 3, groups: 3);
}

// And the filters.
[Network]
public partial class BadConv2DFilterGroups
{
    [Forward] private Tensor Out([Shape(4, 32, 32)] Tensor image) => Conv2D(image, 15, 3, groups: 2);
//                                                                                 ^^ CN1005: 'filters' of Conv2D is 15, but it must be a
//          multiple of its 2 groups
}

[Network]
public partial class GoodConv2DFilterGroups
{
    [Forward] private Tensor Out([Shape(4, 32, 32)] Tensor image) => Conv2D(image, 16, 3, groups: 2);
}

[Network]
public partial class BadConv2DStride
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image) => Conv2D(image, 16, 3, stride: 0);
//                                                                                                ^ CN1005: 'stride' of Conv2D is 0, but it
//          must be at least 1
}

[Network]
public partial class GoodConv2DStride
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image) => Conv2D(image, 16, 3, stride: 2);
}

[Network]
public partial class BadConv2DPadding
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image) => Conv2D(image, 16, 3, padding: -1);
//                                                                                                 ^^ CN1005: 'padding' of Conv2D is -1, but
//          it must be at least 0
}

[Network]
public partial class GoodConv2DPadding
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image) => Conv2D(image, 16, 3, padding: 1);
}

// Dilation spreads the window.
[Network]
public partial class BadConv2DDilation
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image) => Conv2D(image, 16, 5, dilation: 8);
//                                                                                     ^ CN1007: Conv2D's window of 33x33 (5x5 with dilation
//          8) does not fit into 32x32: the input is 'image' (3,32,32). Give it a kernel of at most 4x4 or a padding of at least 1.
}

[Network]
public partial class GoodConv2DDilation
{
    [Forward] private Tensor Out([Shape(3, 32, 32)] Tensor image) => Conv2D(image, 16, 5, dilation: 4);
}

// A series of one number a step has one channel.
[Network]
public partial class BadConv1D
{
    [Forward] private Tensor Out([Shape(100)] Tensor series) => Conv1D(series, 16, 3);
//                                                              ^^^^^^^^^^^^^^^^^^^^^ CN1006: Conv1D needs a sequence of (channels,steps),
//          but it gets 'series' (100). Reshape(1, 100) makes it a sequence of one channel.
}

[Network]
public partial class GoodConv1D
{
    [Forward] private Tensor Out([Shape(100)] Tensor series) => Conv1D(Reshape(series, 1, 100), 16, 3);
}

[Network]
public partial class BadConv1DWindow
{
    [Forward] private Tensor Out([Shape(4, 10)] Tensor series) => Conv1D(Conv1D(series, 8, 7), 8, 7);
//                                                                                                ^ CN1007: Conv1D's window of 7 does not
//          fit into 4: the input is (8,4), which Conv1D on line 171 made from (4,10). Give it a kernel of at most 4 or a padding of at
//          least 2, or shrink the sequence less before.
}

[Network]
public partial class GoodConv1DWindow
{
    [Forward] private Tensor Out([Shape(4, 10)] Tensor series) => Conv1D(Conv1D(series, 8, 7, padding: 3), 8, 7);
}

// A decoder starts from an image, however small.
[Network]
public partial class BadConvTranspose2D
{
    [Forward] private Tensor Out([Shape(64)] Tensor code) => ConvTranspose2D(code, 32, 4, stride: 2);
//                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1006: ConvTranspose2D needs an image
//          of (channels,height,width), but it gets 'code' (64). Reshape(1, 8, 8) makes it an image.
}

[Network]
public partial class GoodConvTranspose2D
{
    [Forward] private Tensor Out([Shape(64)] Tensor code) => ConvTranspose2D(Reshape(code, 4, 4, 4), 32, 4, stride: 2);
}

[Network]
public partial class BadConvTranspose2DExtra
{
    [Forward] private Tensor Out([Shape(8, 4, 4)] Tensor code) => ConvTranspose2D(code, 4, 3, stride: 2, outputPadding: 2);
//                                                                                                                      ^ CN1005: 'outputPadding' of ConvTranspose2D is 2, but it must be less than the stride, 2
}

[Network]
public partial class GoodConvTranspose2DExtra
{
    [Forward] private Tensor Out([Shape(8, 4, 4)] Tensor code) => ConvTranspose2D(code, 4, 3, stride: 2, outputPadding: 1);
}
