using CompiledNets;
using static CompiledNets.Ops;
using static Samples.KarateClub;

namespace Karate;

/// <summary>Graph attention (Veličković and others 2018): the sums' weights are learned, from what both ends of an edge are.</summary>
[Network]
public partial class GatNet
{
    [Forward]
    private Tensor Logits([Shape(Edges)] Tokens source, [Shape(Edges)] Tokens target)
    {
        var x = Embedding(Arange(Members), Members, 4 * 8, initializer: Initializer.XavierUniform);
        x = Dropout(ELU(Attend(x, source, target, 4, 8)), 0.6);
        return Attend(Dense(x, 2, bias: false), source, target, 1, 2);
    }

    [Objective]
    private Tensor Loss([Shape(Edges)] Tokens source, [Shape(Edges)] Tokens target, [Shape(2)] Tokens known, [Shape(2)] Tokens side) =>
        SoftmaxCrossEntropy(Take(Logits(source, target), known), side);

    private Tensor Attend(Tensor x, Tokens source, Tokens target, int heads, int width)
    {
        var h = Reshape(x, Members, heads, width);
        var from = Sum(h * Embedding(Arange(heads), heads, width, initializer: Initializer.XavierUniform), axis: -1);
        var to = Sum(h * Embedding(Arange(heads), heads, width, initializer: Initializer.XavierUniform), axis: -1);
        var attention = SegmentSoftmax(LeakyReLU(Take(from, source) + Take(to, target), 0.2), target, Members);
        return Reshape(Aggregate(h, source, target, Dropout(attention, 0.6)), Members, heads * width);
    }
}
