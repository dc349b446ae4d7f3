namespace CompiledNets.Benchmarks.Models;

/// <summary><c>convnet</c> of the peers' workloads.py.</summary>
[Network, Input(3, 30, 30)]
[Conv2D(64, 3), ReLU, MaxPool2D(2)]
[Flatten, Dense(10)]
public partial class ConvNet;
