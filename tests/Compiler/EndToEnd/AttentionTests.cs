using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Emitted attention and positions, forward and backward.</summary>
public sealed class AttentionTests
{
    [Fact]
    public void DecoderOnlyTransformer_AsTheReference() => SideBySide.Check(Networks.CharGpt);

    [Fact]
    public void ChainOfAttention_AsTheReference() => SideBySide.Check(
        "[Network, Input(5, 6), Sinusoidal, SelfAttention(3, Causal = true), LayerNorm, SelfAttention(1, Bias = false), Flatten, Dense(2), MeanSquaredError] public partial class Net;");

    // Random masks are rectified: about half of their values are 0.
    [Fact]
    public void EncoderAndDecoder_AsTheReference() => SideBySide.Check(Reader.Network("""
        [Embedding(3, 4)] private partial Tensor Latents(Tokens rows);
        [Dense(4)] private partial Tensor Read(Tensor x);

        [Forward] private Tensor Masked([Shape(5, 4)] Tensor x, [Shape(5)] Tensor mask) => SelfAttention(Read(x), ReLU(mask), 2);
        [Objective] private Tensor Cross([Shape(3, 4)] Tensor x, [Shape(5, 4)] Tensor memory, [Shape(5)] Tensor mask) =>
            Mean(Square(MultiHeadAttention(Read(x), memory, Read(memory), ReLU(mask), heads: 2, causal: true)));
        [Objective] private Tensor Shared([Shape(5, 4)] Tensor x) =>
            Mean(Square(MultiHeadAttention(Latents(Arange(3)), Read(x), Read(x), 4))) + Mean(SelfAttention(Latents(Arange(3)), 2));
        [Objective] private Tensor Turned([Shape(6, 4)] Tensor x)
        {
            var h = Read(x);
            return Mean(Square(Attention(Rotary(h, 2), Rotary(2 * h, 2, period: 100), h, 2, causal: true)));
        }
        """));
}
