using CompiledNets;
using static CompiledNets.Ops;

#pragma warning disable CN2017 // What the page warns of.

namespace Curves.CN2017.Bad;

[Network]
public partial class Net
{
    [Dense(32), ReLU, Dense(1)] private partial Tensor Price(Tensor house);

    [Objective]
    private Tensor Loss([Shape(8)] Tensor house, [Shape(1)] Tensor price, [Shape(1)] Tensor weight) => MeanSquaredError(Price(house), price);
}
