using static CompiledNets.Ops;

namespace CompiledNets.Benchmarks.Models;

/// <summary><c>GPT</c> of the peers' workloads.py: a decoder-only transformer with pre-norm blocks (Radford et al. 2019).</summary>
[Network]
public partial class Gpt
{
    public const int Vocabulary = 96, Context = 128, Width = 128, Heads = 4, Layers = 4;

    [Embedding(Vocabulary, Width)]
    private partial Tensor Embed(Tokens text);

    [Embedding(Context, Width)]
    private partial Tensor Position(Tokens index);

    [Forward]
    private Tensor Logits([Shape(Context)] Tokens text)
    {
        var x = Embed(text) + Position(Arange(Context));
        for (int i = 0; i < Layers; i++)
        {
            x += SelfAttention(LayerNorm(x, name: $"blocks.{i}.ln1"), Heads, causal: true, name: $"blocks.{i}.attn");
            var hidden = GELU(Dense(LayerNorm(x, name: $"blocks.{i}.ln2"), 4 * Width, name: $"blocks.{i}.mlp.0"));
            x += Dense(hidden, Width, name: $"blocks.{i}.mlp.2");
        }

        return Dense(LayerNorm(x, name: "ln"), Vocabulary, bias: false, name: "head");
    }

    [Objective]
    private Tensor Loss([Shape(Context)] Tokens text, [Shape(Context)] Tokens next) => SoftmaxCrossEntropy(Logits(text), next);
}
