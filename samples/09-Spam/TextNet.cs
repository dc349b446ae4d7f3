using CompiledNets;
using static CompiledNets.Ops;

namespace Spam;

/// <summary>Reads a message word by word, and says how likely it is spam: the strongest state of all steps decides.</summary>
[Network]
public partial class TextNet
{
    public const int Vocabulary = 4000, Length = 48;

    [Embedding(Vocabulary, 48), Dropout(0.3f)] private partial Tensor Embed(Tokens words);
    [LSTM(48, Bidirectional = true)]           private partial Tensor Read(Tensor words);
    [Dropout(0.3f), Dense(1)]                  private partial Tensor Score(Tensor state);

    [Forward]
    private Tensor Logit([Shape(Length)] Tokens words) => Score(Max(Read(Embed(words)), axis: 0));

    [Objective]
    private Tensor Loss([Shape(Length)] Tokens words, [Shape(1)] Tensor spam) => BinaryCrossEntropyWithLogits(Logit(words), spam);
}
