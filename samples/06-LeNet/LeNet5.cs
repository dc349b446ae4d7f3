using CompiledNets;

namespace LeNet;

/// <summary>LeNet-5 (LeCun, Bottou, Bengio and Haffner 1998), with what came later: ReLU, maxima, and dropout. 61,706 parameters, as many as
/// in the usual form of it.</summary>
[Network, Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), ReLU, MaxPool2D(2)]
[Conv2D(16, 5), ReLU, MaxPool2D(2)]
[Flatten, Dropout(0.2f), Dense(120), ReLU, Dense(84), ReLU, Dense(10)]
[SoftmaxCrossEntropy]
public partial class LeNet5;
