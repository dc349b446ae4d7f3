using CompiledNets;
using static CompiledNets.Ops;

namespace Transfer;

/// <summary>The reader of rows of 24-Rows in two parts: features that may know other digits already, and a head that is new.</summary>
[Network]
public partial class TransferNet
{
    [GRU(128), GRU(128)]       private partial Tensor Features(Tensor rows);
    [Dropout(0.3f), Dense(10)] private partial Tensor Head(Tensor last);

    [Forward]
    private Tensor Logits([Shape(1, 28, 28)] Tensor input) => Head(Features(Reshape(input, 28, 28))[^1]);

    /// <summary>Trains the head alone; the features stay as they are, and have no gradient code here.</summary>
    [Objective, Trains(nameof(Head)), Evaluates(nameof(Features))]
    private Tensor HeadLoss([Shape(1, 28, 28)] Tensor input, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(input), label);

    [Objective]
    private Tensor FineTuneLoss([Shape(1, 28, 28)] Tensor input, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(input), label);
}
