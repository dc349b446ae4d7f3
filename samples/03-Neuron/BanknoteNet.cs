using CompiledNets;

namespace Neuron;

/// <summary>A single neuron, which is logistic regression: four weights and a bias give the logarithm of the odds that a banknote is forged.</summary>
[Network, Input(4)]
[Dense(1)]
[BinaryCrossEntropyWithLogits]
public partial class BanknoteNet;
