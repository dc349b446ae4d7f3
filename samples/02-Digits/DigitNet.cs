using CompiledNets;

namespace Digits;

/// <summary>Reads handwritten digits: two convolutions find strokes and corners, two dense layers name what they form.</summary>
[Network, Input(1, 28, 28)]
[Conv2D(32, 3), ReLU, MaxPool2D(2)]
[Conv2D(64, 3), ReLU, MaxPool2D(2)]
[Flatten, Dropout(0.25f), Dense(128), ReLU, Dense(10)]
[SoftmaxCrossEntropy]
public partial class DigitNet;
