using CompiledNets;

namespace Curves.CN2007.Good;

[Network, Input(2)]
[Dense(64), ReLU, Dense(3)]
[SoftmaxCrossEntropy]
public partial class Net;
