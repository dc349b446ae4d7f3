using CompiledNets;
using Samples.Data;
using static CompiledNets.Ops;

namespace Diabetes;

/// <summary>The risk of diabetes, from measures, which of them are missing, and the number of pregnancies.</summary>
[Network]
public partial class RiskNet
{
    [Dense(16), ReLU, Dropout(0.3f), Dense(1)] private partial Tensor Judge(Tensor facts);

    [Forward]
    private Tensor LogOdds(
        [Shape(Patients.Measures)] Tensor measures, [Shape(Patients.Measures)] Tensor missing, [Shape(Patients.Groups)] Tensor pregnancies) =>
        Judge(Concat(0, measures, missing, pregnancies));

    [Objective]
    private Tensor Loss(
        [Shape(Patients.Measures)] Tensor measures, [Shape(Patients.Measures)] Tensor missing, [Shape(Patients.Groups)] Tensor pregnancies,
        [Shape(1)] Tensor ill) =>
        BinaryCrossEntropyWithLogits(LogOdds(measures, missing, pregnancies), ill);
}
