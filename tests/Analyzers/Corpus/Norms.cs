// Batch, group and instance norms act on axis 0 as channels, layer and RMS norms on the last axis.
using CompiledNets;
using static CompiledNets.Ops;

namespace Corpus.Norms;

[Network]
public partial class BadBatchNorm
{
    [Forward] private Tensor Out([Shape(8)] Tensor x) => BatchNorm(Sum(x));
//                                                       ^^^^^^^^^^^^^^^^^ CN1006: BatchNorm needs channels on axis 0, as in
//          (channels,height,width) or (features), but it gets (), which Sum on line 10 made from (8). Reshape(1) makes one value an axis.
}

[Network]
public partial class GoodBatchNorm
{
    [Forward] private Tensor Out([Shape(8)] Tensor x) => BatchNorm(x);
}

// PyTorch's momentum is the share of the new statistics.
[Network]
public partial class BadBatchNormMomentum
{
    [Forward] private Tensor Out([Shape(8)] Tensor x) => BatchNorm(x, momentum: 99);
//                                                                              ^^ CN1005: 'momentum' of BatchNorm is 99, but it must be
//          from 0 to 1
}

[Network]
public partial class GoodBatchNormMomentum
{
    [Forward] private Tensor Out([Shape(8)] Tensor x) => BatchNorm(x, momentum: 0.01);
}

[Network]
public partial class BadBatchNormEpsilon
{
    [Forward] private Tensor Out([Shape(8)] Tensor x) => BatchNorm(x, epsilon: 0);
//                                                                             ^ CN1005: 'epsilon' of BatchNorm is 0, but it must be above 0
}

[Network]
public partial class GoodBatchNormEpsilon
{
    [Forward] private Tensor Out([Shape(8)] Tensor x) => BatchNorm(x, epsilon: 1e-3);
}

[Network]
public partial class BadLayerNorm
{
    [Forward] private Tensor Out([Shape(8)] Tensor x) => LayerNorm(Mean(x));
//                                                       ^^^^^^^^^^^^^^^^^^ CN1006: LayerNorm needs features on the last axis, as in
//          (steps,features), but it gets (), which Mean on line 52 made from (8). Reshape(1) makes one value an axis.
}

[Network]
public partial class GoodLayerNorm
{
    [Forward] private Tensor Out([Shape(8)] Tensor x) => LayerNorm(x);
}

[Network]
public partial class BadRMSNorm
{
    [Forward] private Tensor Out([Shape(8)] Tensor x) => RMSNorm(x, epsilon: -1e-6);
//                                                                           ^^^^^ CN1005: 'epsilon' of RMSNorm is -1E-06, but it must be
//          above 0
}

[Network]
public partial class GoodRMSNorm
{
    [Forward] private Tensor Out([Shape(8)] Tensor x) => RMSNorm(x, epsilon: 1e-6);
}

// Groups split the channels.
[Network]
public partial class BadGroupNorm
{
    [Forward] private Tensor Out([Shape(30, 8, 8)] Tensor image) => GroupNorm(image, 4);
//                                                                                   ^ CN1005: 'groups' of GroupNorm is 4, but it must be a
//          divisor of the 30 channels of its input 'image' (30,8,8)
}

[Network]
public partial class GoodGroupNorm
{
    [Forward] private Tensor Out([Shape(30, 8, 8)] Tensor image) => GroupNorm(image, 5);
}

// One value a channel has no spread.
[Network]
public partial class BadInstanceNorm
{
    [Forward] private Tensor Out([Shape(16)] Tensor features) => InstanceNorm(features);
//                                                               ^^^^^^^^^^^^^^^^^^^^^^ CN1006: InstanceNorm needs channels and axes to
//          normalise over, as in (channels,height,width), but it gets 'features' (16). LayerNorm normalises over one axis.
}

[Network]
public partial class GoodInstanceNorm
{
    [Forward] private Tensor Out([Shape(16, 8, 8)] Tensor features) => InstanceNorm(features);
}
