using CompiledNets;

#pragma warning disable CN2009 // What the page warns of.

namespace Curves.CN2009.Bad;

[Network, Input(2)]
[Dense(32), BatchNorm, ReLU, Dense(3)]
[SoftmaxCrossEntropy]
public partial class Net;
