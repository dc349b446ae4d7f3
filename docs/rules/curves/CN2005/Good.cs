using CompiledNets;

namespace Curves.CN2005.Good;

[Network, Input(1)]
[Dense(32), ReLU, Dense(32), ReLU, Dense(1)]
[MeanSquaredError]
public partial class Net;
