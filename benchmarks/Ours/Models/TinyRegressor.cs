namespace CompiledNets.Benchmarks.Models;

/// <summary><c>tiny_regressor</c> of the peers' workloads.py.</summary>
[Network, Input(1)]
[Dense(5), ReLU, Dense(1)]
[MeanSquaredError]
public partial class TinyRegressor;
