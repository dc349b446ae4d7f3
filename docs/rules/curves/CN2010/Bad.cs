using CompiledNets;

#pragma warning disable CN2010 // What the page warns of.

namespace Curves.CN2010.Bad;

[Network, Input(2)]
[Dense(64), ReLU, Dropout(0.5f), BatchNorm]
[Dense(64), ReLU, Dense(3)]
[SoftmaxCrossEntropy]
public partial class Net;
