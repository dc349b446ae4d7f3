using CompiledNets;
using static CompiledNets.Ops;
using static Samples.KarateClub;

namespace Karate;

/// <summary>Graph convolutions (Kipf and Welling 2017): each member becomes a weighted sum of itself and its friends, twice.</summary>
[Network]
public partial class GcnNet
{
    [Forward]
    private Tensor Logits([Shape(Edges)] Tokens source, [Shape(Edges)] Tokens target, [Shape(Edges)] Tensor weights)
    {
        // Nothing is known of members but who they are: the first layer's product with one-hot members is a table of them.
        var x = Embedding(Arange(Members), Members, 16, initializer: Initializer.XavierUniform);
        x = Dropout(ReLU(Aggregate(x, source, target, weights)), 0.5);
        return Aggregate(Dense(x, 2), source, target, weights);
    }

    [Objective]
    private Tensor Loss(
        [Shape(Edges)] Tokens source, [Shape(Edges)] Tokens target, [Shape(Edges)] Tensor weights, [Shape(2)] Tokens known, [Shape(2)] Tokens side) =>
        SoftmaxCrossEntropy(Take(Logits(source, target, weights), known), side);
}
