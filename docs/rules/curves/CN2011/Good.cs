using CompiledNets;

namespace Curves.CN2011.Good;

[Network, Input(4)]
[Dense(16), ReLU, Dense(3)]
[SoftmaxCrossEntropy]
public partial class Net;
