using CompiledNets;
using static CompiledNets.Ops;

namespace Rows;

/// <summary>Reads a digit row by row and remembers it to the end. Unlike convolutions, it is not told that a stroke is the same stroke
/// elsewhere.</summary>
[Network]
public partial class RowNet
{
    [GRU(128), GRU(128)]       private partial Tensor Features(Tensor rows);
    [Dropout(0.3f), Dense(10)] private partial Tensor Digit(Tensor last);

    [Forward]
    private Tensor Logits([Shape(1, 28, 28)] Tensor input) => Digit(Features(Reshape(input, 28, 28))[^1]);

    [Objective]
    private Tensor Loss([Shape(1, 28, 28)] Tensor input, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(input), label);
}
