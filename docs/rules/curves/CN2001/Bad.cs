using CompiledNets;

#pragma warning disable CN2001 // What the page warns of.

namespace Curves.CN2001.Bad;

[Network, Input(2)]
[Dense(32), ReLU, Dense(32), ReLU, Dense(10), Softmax]
[SoftmaxCrossEntropy]
public partial class Net;
