using CompiledNets;
using static CompiledNets.Ops;

namespace CharGpt;

/// <summary>A decoder-only transformer over characters (Radford et al. 2019, in small). It learns from whole pieces of text, and writes character by
/// character: both wirings have the same weights, since parts are shared and so are layers of one name.</summary>
[Network]
public partial class TextGpt
{
    public const int Vocabulary = 96, Context = 128, Width = 128, Heads = 4, Layers = 4;

    /// <summary>Floats of the cache of a step: a key and a value for each layer and position.</summary>
    public const int CacheSize = Layers * Context * 2 * Width;

    [Embedding(Vocabulary, Width)]   private partial Tensor Embed(Tokens text);
    [Embedding(Context, Width)]      private partial Tensor Position(Tokens index);
    [LayerNorm, Dense(Vocabulary)]   private partial Tensor Head(Tensor x);

    [Forward]
    private Tensor Logits([Shape(Context)] Tokens text)
    {
        var x = Embed(text) + Position(Arange(Context));
        for (int i = 0; i < Layers; i++)
        {
            x += SelfAttention(Norm(x, i), Heads, causal: true, name: $"h.{i}.attention");
            x += Think(x, i);
        }

        return Head(x);
    }

    // One character: what came before it is in the cache, and it leaves its own keys and values there.
    [Forward]
    private Tensor Step([Shape] Tokens token, [Shape] Tokens position, [Shape(Layers, Context, 2 * Width)] ref Tensor cache)
    {
        var x = Embed(token) + Position(position);
        for (int i = 0; i < Layers; i++)
        {
            (var seen, cache) = SelfAttention(Norm(x, i), cache, position, Heads, layer: i, name: $"h.{i}.attention");
            x += seen;
            x += Think(x, i);
        }

        return Head(x);
    }

    [Objective]
    private Tensor Loss([Shape(Context)] Tokens text, [Shape(Context)] Tokens next) => SoftmaxCrossEntropy(Logits(text), next);

    private Tensor Norm(Tensor x, int i) => LayerNorm(x, name: $"h.{i}.norm1");

    private Tensor Think(Tensor x, int i) =>
        Dense(GELU(Dense(LayerNorm(x, name: $"h.{i}.norm2"), 4 * Width, name: $"h.{i}.up")), Width, name: $"h.{i}.down");
}
