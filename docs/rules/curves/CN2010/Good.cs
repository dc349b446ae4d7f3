using CompiledNets;

namespace Curves.CN2010.Good;

[Network, Input(2)]
[Dense(64), ReLU, BatchNorm]
[Dense(64), ReLU, Dropout(0.5f), Dense(3)]
[SoftmaxCrossEntropy]
public partial class Net;
