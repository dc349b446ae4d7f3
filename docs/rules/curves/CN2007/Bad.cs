using CompiledNets;

#pragma warning disable CN2007 // What the page warns of.

namespace Curves.CN2007.Bad;

[Network, Input(2)]
[Dense(64), Dense(3)]
[SoftmaxCrossEntropy]
public partial class Net;
