using CompiledNets;

namespace Curves.CN2003.Good;

[Network, Input(2)]
[Dense(16), ReLU, Dense(16), ReLU, Dense(1)]
[BinaryCrossEntropyWithLogits]
public partial class Net;
