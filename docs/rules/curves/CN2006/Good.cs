using CompiledNets;

namespace Curves.CN2006.Good;

[Network, Input(2)]
[Dense(32), ReLU, Dense(32), ReLU, Dense(32), ReLU, Dense(3)]
[SoftmaxCrossEntropy]
public partial class Net;
