using CompiledNets;

namespace Classics;

/// <summary>AlexNet in its one-tower form (Krizhevsky 2014, "One weird trick for parallelizing convolutional neural networks"), as torchvision has it.</summary>
[Network, Input(3, 224, 224)]
[Conv2D(64, 11, Stride = 4, Padding = 2), ReLU, MaxPool2D(3, Stride = 2)]
[Conv2D(192, 5, Padding = 2), ReLU, MaxPool2D(3, Stride = 2)]
[Conv2D(384, 3, Padding = 1), ReLU, Conv2D(256, 3, Padding = 1), ReLU, Conv2D(256, 3, Padding = 1), ReLU, MaxPool2D(3, Stride = 2)]
#pragma warning disable CN3002 // Most of its parameters are here: pooling before the dense layers came later.
[Flatten, Dropout(0.5f), Dense(4096), ReLU, Dropout(0.5f), Dense(4096), ReLU, Dense(1000)]
#pragma warning restore CN3002
public partial class AlexNet;
