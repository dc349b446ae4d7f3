using CompiledNets;

namespace Wine;

/// <summary>How tasters will judge a wine, from eleven numbers of the laboratory.</summary>
[Network, Input(11)]
[Dense(64), ReLU, Dropout(0.3f), Dense(32), ReLU, Dense(1)]
[MeanSquaredError]
public partial class WineNet;
