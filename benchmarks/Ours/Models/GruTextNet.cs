using static CompiledNets.Ops;

namespace CompiledNets.Benchmarks.Models;

/// <summary><c>TextNet</c> of the peers' workloads.py with a GRU (Cho et al. 2014).</summary>
[Network]
public partial class GruTextNet
{
    public const int Words = 10_000, Steps = 64, Width = 128;

    [Embedding(Words, Width)]
    private partial Tensor Embed(Tokens words);

    [GRU(Width)]
    private partial Tensor Rnn(Tensor words);

    [Dense(1)]
    private partial Tensor Head(Tensor state);

    [Forward]
    private Tensor Logit([Shape(Steps)] Tokens words) => Head(Rnn(Embed(words))[^1]);

    [Objective]
    private Tensor Loss([Shape(Steps)] Tokens words, [Shape(1)] Tensor label) => BinaryCrossEntropyWithLogits(Logit(words), label);
}
