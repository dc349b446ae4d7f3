using CompiledNets;

#pragma warning disable CN2003 // What the page warns of.

namespace Curves.CN2003.Bad;

[Network, Input(2)]
[Dense(16), ReLU, Dense(16), ReLU, Dense(1)]
[BinaryCrossEntropy]
public partial class Net;
