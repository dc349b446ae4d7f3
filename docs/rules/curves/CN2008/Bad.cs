using CompiledNets;

#pragma warning disable CN2008 // What the page warns of.

namespace Curves.CN2008.Bad;

[Network, Input(1, 8, 8)]
[Conv2D(4, 3, Padding = 1), ReLU]
[Dense(16), ReLU, Flatten, Dense(1)]
[BinaryCrossEntropyWithLogits]
public partial class Net;
