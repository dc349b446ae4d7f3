using CompiledNets;

#pragma warning disable CN2002 // What the page warns of.

namespace Curves.CN2002.Bad;

[Network, Input(2)]
[Dense(16), ReLU, Dense(16), ReLU, Dense(1), Sigmoid]
[BinaryCrossEntropyWithLogits]
public partial class Net;
