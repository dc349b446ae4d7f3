// Activations keep the shape. Those with a number want one that makes sense.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.Activations;

[Network]
public partial class BadReLU
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => ReLU(Dense(x, 4)) + x;
//                                                       ^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot add (4) and (6): Dense on line 10 makes (4)
//          from (6), but 'x' comes in as (6). Give Dense on line 10 6 units.
}

[Network]
public partial class GoodReLU
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => ReLU(Dense(x, 6)) + x;
}

[Network]
public partial class BadSigmoid
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => Sigmoid(Dense(x, 4)) + x;
//                                                       ^^^^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot add (4) and (6): Dense on line 24 makes (4)
//          from (6), but 'x' comes in as (6). Give Dense on line 24 6 units.
}

[Network]
public partial class GoodSigmoid
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => Sigmoid(Dense(x, 6)) + x;
}

[Network]
public partial class BadTanh
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => Tanh(Dense(x, 4)) + x;
//                                                       ^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot add (4) and (6): Dense on line 38 makes (4)
//          from (6), but 'x' comes in as (6). Give Dense on line 38 6 units.
}

[Network]
public partial class GoodTanh
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => Tanh(Dense(x, 6)) + x;
}

[Network]
public partial class BadGELU
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => GELU(Dense(x, 4)) + x;
//                                                       ^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot add (4) and (6): Dense on line 52 makes (4)
//          from (6), but 'x' comes in as (6). Give Dense on line 52 6 units.
}

[Network]
public partial class GoodGELU
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => GELU(Dense(x, 6)) + x;
}

[Network]
public partial class BadSiLU
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => SiLU(Dense(x, 4)) + x;
//                                                       ^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot add (4) and (6): Dense on line 66 makes (4)
//          from (6), but 'x' comes in as (6). Give Dense on line 66 6 units.
}

[Network]
public partial class GoodSiLU
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => SiLU(Dense(x, 6)) + x;
}

[Network]
public partial class BadMish
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => Mish(Dense(x, 4)) + x;
//                                                       ^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot add (4) and (6): Dense on line 80 makes (4)
//          from (6), but 'x' comes in as (6). Give Dense on line 80 6 units.
}

[Network]
public partial class GoodMish
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => Mish(Dense(x, 6)) + x;
}

[Network]
public partial class BadSELU
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => SELU(Dense(x, 4)) + x;
//                                                       ^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot add (4) and (6): Dense on line 94 makes (4)
//          from (6), but 'x' comes in as (6). Give Dense on line 94 6 units.
}

[Network]
public partial class GoodSELU
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => SELU(Dense(x, 6)) + x;
}

[Network]
public partial class BadSoftplus
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => Softplus(Dense(x, 4)) + x;
//                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot add (4) and (6): Dense on line 108 makes
//          (4) from (6), but 'x' comes in as (6). Give Dense on line 108 6 units.
}

[Network]
public partial class GoodSoftplus
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => Softplus(Dense(x, 6)) + x;
}

[Network]
public partial class BadSoftsign
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => Softsign(Dense(x, 4)) + x;
//                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot add (4) and (6): Dense on line 122 makes
//          (4) from (6), but 'x' comes in as (6). Give Dense on line 122 6 units.
}

[Network]
public partial class GoodSoftsign
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => Softsign(Dense(x, 6)) + x;
}

[Network]
public partial class BadHardSwish
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => HardSwish(Dense(x, 4)) + x;
//                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1003: Cannot add (4) and (6): Dense on line 136 makes
//          (4) from (6), but 'x' comes in as (6). Give Dense on line 136 6 units.
}

[Network]
public partial class GoodHardSwish
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => HardSwish(Dense(x, 6)) + x;
}

[Network]
public partial class BadLeakyReLU
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => LeakyReLU(x, double.PositiveInfinity);
//                                                                    ^^^^^^^^^^^^^^^^^^^^^^^ CN1005: 'slope' of LeakyReLU is Infinity, but
//          it must be a finite number
}

[Network]
public partial class GoodLeakyReLU
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => LeakyReLU(x, 0.2);
}

[Network]
public partial class BadELU
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => ELU(x, alpha: double.NaN);
//                                                                     ^^^^^^^^^^ CN1005: 'alpha' of ELU is NaN, but it must be a finite
//          number
}

[Network]
public partial class GoodELU
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => ELU(x, alpha: 0.5);
}

[Network]
public partial class BadPReLU
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => PReLU(Sum(x), perChannel: true);
//                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CN1006: PReLU needs channels on axis 0, as in
//          (channels,height,width), but it gets (), which Sum on line 178 made from (6). Reshape(1) makes one value an axis.
}

[Network]
public partial class GoodPReLU
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => PReLU(x, perChannel: true);
}

// Half of the features gates the other half.
[Network]
public partial class BadGatedLinearUnit
{
    [Forward] private Tensor Out([Shape(7)] Tensor x) => GatedLinearUnit(x);
//                                                       ^^^^^^^^^^^^^^^^^^ CN1006: GatedLinearUnit needs an even number of features on the
//          last axis, half of them gates, but it gets 'x' (7). Give the layer before it twice as many units as shall come out.
}

[Network]
public partial class GoodGatedLinearUnit
{
    [Forward] private Tensor Out([Shape(8)] Tensor x) => GatedLinearUnit(x);
}

// The rate is a share, not per cent.
[Network]
public partial class BadDropout
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => Dropout(x, 1.5);
//                                                                  ^^^ CN1005: 'rate' of Dropout is 1.5, but it must be at least 0 and
//          below 1
}

[Network]
public partial class GoodDropout
{
    [Forward] private Tensor Out([Shape(6)] Tensor x) => Dropout(x, 0.5);
}

// A softmax of one number compares nothing.
[Network]
public partial class BadSoftmax
{
    [Forward] private Tensor Out([Shape(1)] Tensor scores) => Softmax(Sum(scores));
//                                                            ^^^^^^^^^^^^^^^^^^^^ CN1006: Softmax needs at least one axis, but it gets (),
//          which Sum on line 223 made from (1). Softmax compares the values of the last axis.
}

[Network]
public partial class GoodSoftmax
{
    [Forward] private Tensor Out([Shape(10)] Tensor scores) => Softmax(scores);
}

[Network]
public partial class BadLogSoftmax
{
    [Forward] private Tensor Out([Shape(10)] Tensor scores) => LogSoftmax(Mean(scores));
//                                                             ^^^^^^^^^^^^^^^^^^^^^^^^ CN1006: LogSoftmax needs at least one axis, but it
//          gets (), which Mean on line 237 made from (10). LogSoftmax compares the values of the last axis.
}

[Network]
public partial class GoodLogSoftmax
{
    [Forward] private Tensor Out([Shape(10)] Tensor scores) => LogSoftmax(scores);
}
