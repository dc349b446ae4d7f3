using CompiledNets;

namespace Line;

/// <summary>One number in, one number out, and five ReLUs between: enough for a line.</summary>
[Network, Input(1)]
[Dense(5), ReLU, Dense(1)]
[MeanSquaredError]
public partial class LineNet;
