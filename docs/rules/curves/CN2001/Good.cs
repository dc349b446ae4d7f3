using CompiledNets;

namespace Curves.CN2001.Good;

[Network, Input(2)]
[Dense(32), ReLU, Dense(32), ReLU, Dense(10)]
[SoftmaxCrossEntropy]
public partial class Net;
