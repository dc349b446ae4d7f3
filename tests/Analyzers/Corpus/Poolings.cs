// Windows that only look.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.Poolings;

[Network]
public partial class BadMaxPool2D
{
    [Forward] private Tensor Out([Shape(8, 5, 5)] Tensor image) => MaxPool2D(image, 6);
//                                                                                  ^ CN1007: MaxPool2D's window of 6x6 does not fit into
//          5x5: the input is 'image' (8,5,5). Give it a kernel of at most 5x5 or a padding of at least 1.
}

[Network]
public partial class GoodMaxPool2D
{
    [Forward] private Tensor Out([Shape(8, 5, 5)] Tensor image) => MaxPool2D(image, 5);
}

// Pooling comes before Flatten.
[Network]
public partial class BadMaxPool2DFlat
{
    [Forward] private Tensor Out([Shape(1, 28, 28)] Tensor image) => MaxPool2D(Flatten(image), 2);
//                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1006: MaxPool2D needs an image of
//          (channels,height,width), but it gets (784), which Flatten on line 25 made from (1,28,28). Drop Flatten on line 25, or move it
//          behind MaxPool2D.
}

[Network]
public partial class GoodMaxPool2DFlat
{
    [Forward] private Tensor Out([Shape(1, 28, 28)] Tensor image) => Flatten(MaxPool2D(image, 2));
}

// A window must not lie in the padding alone.
[Network]
public partial class BadMaxPool2DPadding
{
    [Forward] private Tensor Out([Shape(8, 5, 5)] Tensor image) => MaxPool2D(image, 2, padding: 2);
//                                                                                              ^ CN1005: 'padding' of MaxPool2D is 2, but
//          it must be at most half of the window, 1
}

[Network]
public partial class GoodMaxPool2DPadding
{
    [Forward] private Tensor Out([Shape(8, 5, 5)] Tensor image) => MaxPool2D(image, 2, padding: 1);
}

[Network]
public partial class BadMaxPool2DKernel
{
    [Forward] private Tensor Out([Shape(8, 5, 5)] Tensor image) => MaxPool2D(image, 0);
//                                                                                  ^ CN1005: 'kernel' of MaxPool2D is 0, but it must be at
//          least 1
}

[Network]
public partial class GoodMaxPool2DKernel
{
    [Forward] private Tensor Out([Shape(8, 5, 5)] Tensor image) => MaxPool2D(image, 2);
}

[Network]
public partial class BadMaxPool1D
{
    [Forward] private Tensor Out([Shape(4, 100)] Tensor series) => MaxPool1D(series[0], 2);
//                                                                 ^^^^^^^^^^^^^^^^^^^^^^^ CN1006: MaxPool1D needs a sequence of
//          (channels,steps), but it gets (100), which the slice on line 69 made from (4,100). Reshape(1, 100) makes it a sequence of one
//          channel.
}

[Network]
public partial class GoodMaxPool1D
{
    [Forward] private Tensor Out([Shape(4, 100)] Tensor series) => MaxPool1D(series, 2);
}

[Network]
public partial class BadAveragePool2D
{
    [Forward] private Tensor Out([Shape(8, 5, 5)] Tensor image) => AveragePool2D(image, 3, stride: -1);
//                                                                                                 ^^ CN1005: 'stride' of AveragePool2D is
//          -1, but it must be at least 0
}

[Network]
public partial class GoodAveragePool2D
{
    [Forward] private Tensor Out([Shape(8, 5, 5)] Tensor image) => AveragePool2D(image, 3, stride: 1);
}

[Network]
public partial class BadAveragePool2DWindow
{
    [Forward] private Tensor Out([Shape(8, 4, 9)] Tensor image) => AveragePool2D(image, 5);
//                                                                                      ^ CN1007: AveragePool2D's window of 5x5 does not fit
//          into 4x9: the input is 'image' (8,4,9). Give it a kernel of at most 4x9 or a padding of at least 1.
}

[Network]
public partial class GoodAveragePool2DWindow
{
    [Forward] private Tensor Out([Shape(8, 4, 9)] Tensor image) => AveragePool2D(image, 4);
}

// It averages the pixels of each channel: there must be some.
[Network]
public partial class BadGlobalAveragePool
{
    [Forward] private Tensor Out([Shape(512)] Tensor x) => Dense(GlobalAveragePool(x), 10);
//                                                               ^^^^^^^^^^^^^^^^^^^^ CN1006: GlobalAveragePool needs channels and axes to
//          average, as in (channels,height,width), but it gets 'x' (512). Drop it, or keep the image until here: Flatten and Dense come
//          after it.
}

[Network]
public partial class GoodGlobalAveragePool
{
    [Forward] private Tensor Out([Shape(512, 7, 7)] Tensor x) => Dense(GlobalAveragePool(x), 10);
}

[Network]
public partial class BadGlobalMaxPool
{
    [Forward] private Tensor Out([Shape(512)] Tensor x) => GlobalMaxPool(x);
//                                                         ^^^^^^^^^^^^^^^^ CN1006: GlobalMaxPool needs channels and axes to search, as in
//          (channels,height,width), but it gets 'x' (512). Drop it, or keep the image until here: Flatten and Dense come after it.
}

[Network]
public partial class GoodGlobalMaxPool
{
    [Forward] private Tensor Out([Shape(512, 7)] Tensor x) => GlobalMaxPool(x);
}
