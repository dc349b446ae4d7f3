using CompiledNets;
using static CompiledNets.Ops;

namespace Dates;

/// <summary>Reads a date character by character and writes it again, looking back at what it read at each step (Bahdanau, Cho and Bengio 2015;
/// with the scores of Luong, Pham and Manning 2015).</summary>
[Network]
public partial class DateNet
{
    public const int Length = 40, Steps = 11, Characters = 42, Units = 64;

    [Embedding(Characters, 32)]                       private partial Tensor Embed(Tokens characters);
    [GRU(Units, Bidirectional = true), Dense(Units)]  private partial Tensor Read(Tensor text);
    [Dense(Units), Tanh]                              private partial Tensor Begin(Tensor first);
    [GRU(Units)]                                      private partial (Tensor Y, Tensor H) Write(Tensor before, Tensor state);
    [Dense(Units), Tanh, Dense(Characters)]           private partial Tensor Choose(Tensor stateAndContext);

    /// <summary>What is computed once for a text: a row of memory for each character, what keeps those apart that only fill it up, and the
    /// state to begin with.</summary>
    [Forward]
    private (Tensor Memory, Tensor Filling, Tensor State) Encode([Shape(Length)] Tokens text)
    {
        var memory = Read(Embed(text));
        var isFilling = Reshape(Slice(OneHot(text, Characters), 1, 0, 1), Length); // which is character 0
        return (memory, -1e9f * isFilling, Begin(memory[0])); // from its end back to its first character, all has been read
    }

    /// <summary>What is computed for each character of the date. The state stays with the caller.</summary>
    [Forward]
    private (Tensor LogProbabilities, Tensor Attention) Step(
        [Shape(1)] Tokens before, [Shape(Length, Units)] Tensor memory, [Shape(Length)] Tensor filling, [Shape(Units)] ref Tensor state)
    {
        (var logits, var attention, state) = Decode(before, memory, filling, state);
        return (LogSoftmax(logits[0]), attention[0]);
    }

    /// <summary>Teacher forcing: at all steps at once, each is told the right character before its own.</summary>
    [Objective]
    private Tensor Loss([Shape(Length)] Tokens text, [Shape(Steps)] Tokens before, [Shape(Steps)] Tokens date)
    {
        var (memory, filling, state) = Encode(text);
        return SoftmaxCrossEntropy(Decode(before, memory, filling, state).Logits, date);
    }

    private (Tensor Logits, Tensor Attention, Tensor State) Decode(Tokens before, Tensor memory, Tensor filling, Tensor state)
    {
        (var written, state) = Write(Embed(before), state);
        var attention = Softmax(MatMul(written, Transpose(memory)) + filling);
        return (Choose(Concat(1, written, MatMul(attention, memory))), attention, state);
    }
}
