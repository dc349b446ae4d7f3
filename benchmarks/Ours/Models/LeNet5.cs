namespace CompiledNets.Benchmarks.Models;

/// <summary><c>lenet5</c> of the peers' workloads.py (LeCun et al. 1998, with today's activations).</summary>
[Network, Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), ReLU, MaxPool2D(2)]
[Conv2D(16, 5), ReLU, MaxPool2D(2)]
[Flatten]
[Dense(120), ReLU]
[Dense(84), ReLU]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class LeNet5;
