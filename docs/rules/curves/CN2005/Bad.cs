using CompiledNets;

#pragma warning disable CN2005 // What the page warns of.

namespace Curves.CN2005.Bad;

[Network, Input(1)]
[Dense(32), ReLU, Dense(32), ReLU, Dense(1), ReLU]
[MeanSquaredError]
public partial class Net;
