using CompiledNets;

namespace Federated;

/// <summary>What each client trains on digits that never leave it.</summary>
[Network, Input(1, 28, 28)]
[Flatten, Dense(64), ReLU, Dense(10)]
[SoftmaxCrossEntropy]
public partial class ClientNet;
