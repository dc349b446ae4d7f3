using CompiledNets;

namespace Curves.CN2009.Good;

[Network, Input(2)]
[Dense(32, Bias = false), BatchNorm, ReLU, Dense(3)]
[SoftmaxCrossEntropy]
public partial class Net;
