namespace CompiledNets.Benchmarks.Models;

/// <summary><c>mlp</c> of the peers' workloads.py.</summary>
[Network, Input(784)]
[Dense(128), ReLU, Dense(10)]
[SoftmaxCrossEntropy]
public partial class Mlp;
