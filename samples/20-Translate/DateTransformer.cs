using CompiledNets;
using static CompiledNets.Ops;

namespace Translate;

/// <summary>An encoder and a decoder of attention alone (Vaswani et al. 2017; norms stand before the layers, as in Xiong et al. 2020). While it
/// learns, the decoder takes all steps at once; when it writes, one, with the keys and values of the earlier ones in a cache. Layers of one
/// name are shared by both.</summary>
[Network]
public partial class DateTransformer
{
    public const int Length = 40, Steps = 11, Characters = 42, Width = 64, Heads = 4, Layers = 2;

    [Embedding(Characters, Width)]  private partial Tensor Embed(Tokens characters);
    [Embedding(Length, Width)]      private partial Tensor Place(Tokens index);
    [LayerNorm, Dense(Characters)]  private partial Tensor Choose(Tensor x);

    /// <summary>What is computed once for a text: the keys and values that the decoder's layers look at, (2·layers, length, width), and where
    /// there is text.</summary>
    [Forward]
    private (Tensor Memory, Tensor IsText) Encode([Shape(Length)] Tokens text)
    {
        var isText = 1 - Reshape(Slice(OneHot(text, Characters), 1, 0, 1), Length); // character 0 fills texts up
        var x = Embed(text) + Place(Arange(Length));
        for (int i = 0; i < Layers; i++)
        {
            x += SelfAttention(LayerNorm(x), isText, Heads, name: $"encoder.{i}.attention");
            x += Think(x, $"encoder.{i}");
        }

        return (Stack(0, Split(Dense(LayerNorm(x), 2 * Layers * Width), 2 * Layers, axis: -1)), isText);
    }

    /// <summary>What is computed for each character of the date. The cache stays with the caller.</summary>
    [Forward]
    private (Tensor LogProbabilities, Tensor Attention) Step(
        [Shape] Tokens before, [Shape] Tokens position, [Shape(2 * Layers, Length, Width)] Tensor memory, [Shape(Length)] Tensor isText,
        [Shape(Layers, Steps, 2 * Width)] ref Tensor cache)
    {
        var x = Reshape(Embed(before) + Place(position), 1, Width);
        Tensor attention = 0f;
        for (int i = 0; i < Layers; i++)
        {
            (var seen, cache) = SelfAttention(Norm(x, i)[0], cache, position, Heads, layer: i, name: $"decoder.{i}.attention");
            x += seen;
            var query = Query(x, i);
            attention = Weights(query, memory[2 * i], isText);
            x = Look(x, query, memory[2 * i], memory[2 * i + 1], isText, i);
        }

        return (LogSoftmax(Choose(x)[0]), attention);
    }

    /// <summary>Teacher forcing: at all steps at once, each is told the right character before its own, and none sees a later one.</summary>
    [Objective]
    private Tensor Loss([Shape(Length)] Tokens text, [Shape(Steps)] Tokens before, [Shape(Steps)] Tokens date)
    {
        var (memory, isText) = Encode(text);
        var x = Embed(before) + Place(Arange(Steps));
        for (int i = 0; i < Layers; i++)
        {
            x += SelfAttention(Norm(x, i), Heads, causal: true, name: $"decoder.{i}.attention");
            x = Look(x, Query(x, i), memory[2 * i], memory[2 * i + 1], isText, i);
        }

        return SoftmaxCrossEntropy(Choose(x), date);
    }

    private Tensor Norm(Tensor x, int i) => LayerNorm(x, name: $"decoder.{i}.norm");

    private Tensor Query(Tensor x, int i) => Dense(LayerNorm(x, name: $"decoder.{i}.look.norm"), Width, name: $"decoder.{i}.look.query");

    /// <summary>The rest of a layer of the decoder: cross attention, and a perceptron.</summary>
    private Tensor Look(Tensor x, Tensor query, Tensor keys, Tensor values, Tensor isText, int i)
    {
        x += Dense(Attention(query, keys, values, isText, Heads), Width, name: $"decoder.{i}.look.mix");
        return x + Think(x, $"decoder.{i}");
    }

    private Tensor Think(Tensor x, string name) =>
        Dense(GELU(Dense(LayerNorm(x, name: $"{name}.think.norm"), 2 * Width, name: $"{name}.think.up")), Width, name: $"{name}.think.down");

    /// <summary>How the attention of one query is spread over the text, the mean of its heads.</summary>
    private Tensor Weights(Tensor query, Tensor keys, Tensor isText)
    {
        var (queryOf, keysOf) = (Split(query, Heads, axis: -1), Split(keys, Heads, axis: -1));
        Tensor weights = 0f;
        for (int head = 0; head < Heads; head++)
        {
            var scores = MatMul(queryOf[head], Transpose(keysOf[head])) / MathF.Sqrt(Width / Heads);
            weights += Softmax(scores[0] - 1e9f * (1 - isText)) / Heads;
        }

        return weights;
    }
}
