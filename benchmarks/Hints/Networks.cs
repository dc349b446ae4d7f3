namespace CompiledNets.Benchmarks.Hints;

// What the hints warn of, beside what they advise.
#pragma warning disable CN3001, CN3002, CN3005

[Network, Input(64, 28, 28), Conv2D(32, 3, Padding = 1), ReLU]
internal sealed partial class Winograd32;

[Network, Input(64, 28, 28), Conv2D(33, 3, Padding = 1), ReLU]
internal sealed partial class Winograd33;

[Network, Input(64, 28, 28), Conv2D(48, 3, Padding = 1), ReLU]
internal sealed partial class Winograd48;

[Network, Input(64, 28, 28), Conv2D(64, 3, Padding = 1), ReLU]
internal sealed partial class Winograd64;

[Network, Input(64, 28, 28), Conv2D(65, 3, Padding = 1), ReLU]
internal sealed partial class Winograd65;

[Network, Input(64, 28, 28), Conv2D(80, 3, Padding = 1), ReLU]
internal sealed partial class Winograd80;

[Network, Input(64, 28, 28), Conv2D(96, 3, Padding = 1), ReLU]
internal sealed partial class Winograd96;

[Network, Input(64, 28, 28), Conv2D(128, 3, Padding = 1), ReLU]
internal sealed partial class Winograd128;

[Network, Input(64, 28, 28), Conv2D(32, 1), ReLU]
internal sealed partial class Pointwise32;

[Network, Input(64, 28, 28), Conv2D(33, 1), ReLU]
internal sealed partial class Pointwise33;

[Network, Input(64, 28, 28), Conv2D(48, 1), ReLU]
internal sealed partial class Pointwise48;

[Network, Input(64, 28, 28), Conv2D(64, 1), ReLU]
internal sealed partial class Pointwise64;

[Network, Input(64, 28, 28), Conv2D(65, 1), ReLU]
internal sealed partial class Pointwise65;

[Network, Input(64, 28, 28), Conv2D(80, 1), ReLU]
internal sealed partial class Pointwise80;

[Network, Input(64, 28, 28), Conv2D(96, 1), ReLU]
internal sealed partial class Pointwise96;

[Network, Input(64, 28, 28), Conv2D(128, 1), ReLU]
internal sealed partial class Pointwise128;

[Network, Input(256), Dense(32), ReLU]
internal sealed partial class Dense32;

[Network, Input(256), Dense(33), ReLU]
internal sealed partial class Dense33;

[Network, Input(256), Dense(48), ReLU]
internal sealed partial class Dense48;

[Network, Input(256), Dense(64), ReLU]
internal sealed partial class Dense64;

[Network, Input(256), Dense(65), ReLU]
internal sealed partial class Dense65;

[Network, Input(256), Dense(80), ReLU]
internal sealed partial class Dense80;

[Network, Input(256), Dense(96), ReLU]
internal sealed partial class Dense96;

[Network, Input(256), Dense(100), ReLU]
internal sealed partial class Dense100;

[Network, Input(256), Dense(128), ReLU]
internal sealed partial class Dense128;

[Network, Input(128, 16, 16), Flatten, Dense(256), ReLU, Dense(10)]
internal sealed partial class FlattenDense;

[Network, Input(128, 16, 16), GlobalAveragePool, Dense(256), ReLU, Dense(10)]
internal sealed partial class PoolDense;

[Network, Input(32, 56, 56), Conv2D(64, 3, Padding = 1, Bias = false), BatchNorm, ReLU, MaxPool2D(2)]
internal sealed partial class NormThenReLU;

[Network, Input(32, 56, 56), Conv2D(64, 3, Padding = 1), ReLU, BatchNorm, MaxPool2D(2)]
internal sealed partial class ReLUThenNorm;
