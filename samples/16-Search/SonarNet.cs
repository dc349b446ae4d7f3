using CompiledNets;
using static CompiledNets.Ops;

namespace Search;

/// <summary>Tells metal from rock by 60 frequencies of a sonar. How much noise its inputs get in training is a number given at run time.</summary>
[Network]
public partial class SonarNet
{
    [Dense(48), ReLU, Dense(24), ReLU, Dense(1)] private partial Tensor Judge(Tensor echo);

    [Forward]
    private Tensor Metal([Shape(60)] Tensor echo) => Judge(echo);

    [Objective]
    private Tensor Loss([Shape(60)] Tensor echo, [Shape(1)] Tensor metal, float noise) =>
        BinaryCrossEntropyWithLogits(Judge(echo + noise * RandomNormal(60)), metal);
}
