using CompiledNets;

namespace Curves.CN2008.Good;

[Network, Input(1, 8, 8)]
[Conv2D(4, 3, Padding = 1), ReLU]
[Flatten, Dense(16), ReLU, Dense(1)]
[BinaryCrossEntropyWithLogits]
public partial class Net;
