using CompiledNets;

#pragma warning disable CN2011 // What the page warns of.

namespace Curves.CN2011.Bad;

[Network, Input(4)]
[Dense(16), ReLU, Dense(3), Softmax]
[MeanSquaredError]
public partial class Net;
