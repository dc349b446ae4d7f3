using CompiledNets;

namespace Classics;

/// <summary>VGG-16 (Simonyan and Zisserman 2015): nothing but 3×3 convolutions, and a classifier that has most of the parameters.</summary>
[Network, Input(3, 224, 224)]
[Conv2D(64, 3, Padding = 1), ReLU, Conv2D(64, 3, Padding = 1), ReLU, MaxPool2D(2)]
[Conv2D(128, 3, Padding = 1), ReLU, Conv2D(128, 3, Padding = 1), ReLU, MaxPool2D(2)]
[Conv2D(256, 3, Padding = 1), ReLU, Conv2D(256, 3, Padding = 1), ReLU, Conv2D(256, 3, Padding = 1), ReLU, MaxPool2D(2)]
[Conv2D(512, 3, Padding = 1), ReLU, Conv2D(512, 3, Padding = 1), ReLU, Conv2D(512, 3, Padding = 1), ReLU, MaxPool2D(2)]
[Conv2D(512, 3, Padding = 1), ReLU, Conv2D(512, 3, Padding = 1), ReLU, Conv2D(512, 3, Padding = 1), ReLU, MaxPool2D(2)]
#pragma warning disable CN3002 // Most of its parameters are here: pooling before the dense layers came later.
[Flatten, Dense(4096), ReLU, Dropout(0.5f), Dense(4096), ReLU, Dropout(0.5f), Dense(1000)]
#pragma warning restore CN3002
public partial class Vgg16;
