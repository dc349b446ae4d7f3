namespace CompiledNets.Benchmarks.Models;

/// <summary><c>keras_cnn</c> of the peers' workloads.py.</summary>
[Network, Input(3, 64, 64)]
[Conv2D(32, 3), ReLU, MaxPool2D(2)]
[Conv2D(64, 3), ReLU, MaxPool2D(2)]
[Conv2D(128, 3), ReLU, MaxPool2D(2)]
[Flatten, Dense(128), ReLU, Dropout(0.5f), Dense(10)]
[SoftmaxCrossEntropy]
public partial class KerasCnn;
