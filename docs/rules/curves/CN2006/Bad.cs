using CompiledNets;

#pragma warning disable CN2006 // What the page warns of.

namespace Curves.CN2006.Bad;

[Network, Input(2)]
[Dense(32), Sigmoid, Dense(32), Sigmoid, Dense(32), Sigmoid, Dense(3)]
[SoftmaxCrossEntropy]
public partial class Net;
