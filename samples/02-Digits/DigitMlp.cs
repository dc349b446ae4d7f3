using CompiledNets;

namespace Digits;

/// <summary>Reads handwritten digits without knowing that pixels have neighbours.</summary>
[Network, Input(1, 28, 28)]
[Flatten, Dense(128), ReLU, Dense(10)]
[SoftmaxCrossEntropy]
public partial class DigitMlp;
