using CompiledNets;
using static CompiledNets.Ops;

namespace Diabetes;

/// <summary>The risk of diabetes, from measures, which of them are missing, and the number of pregnancies.</summary>
[Network]
public partial class RiskNet
{
    public const int Measures = 7, Groups = 5;

    [Dense(16), ReLU, Dropout(0.3f), Dense(1)] private partial Tensor Judge(Tensor facts);

    [Forward]
    private Tensor LogOdds([Shape(Measures)] Tensor measures, [Shape(Measures)] Tensor missing, [Shape(Groups)] Tensor pregnancies) =>
        Judge(Concat(0, measures, missing, pregnancies));

    [Objective]
    private Tensor Loss(
        [Shape(Measures)] Tensor measures, [Shape(Measures)] Tensor missing, [Shape(Groups)] Tensor pregnancies, [Shape(1)] Tensor ill) =>
        BinaryCrossEntropyWithLogits(LogOdds(measures, missing, pregnancies), ill);
}
