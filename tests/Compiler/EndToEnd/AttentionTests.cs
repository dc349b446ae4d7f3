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

    // Longer than the tiles of a device, whose heights depend on a head's width: 32, 16 and 8 rows, and no tile.
    [Fact]
    public void LongSequences_AsTheReference() => SideBySide.Check(
        Reader.Network("""
            [Objective] private Tensor Causal([Shape(70, 8)] Tensor x) => Mean(Square(SelfAttention(x, 2, causal: true)));
            [Objective] private Tensor Masked([Shape(37, 10)] Tensor x, [Shape(70, 10)] Tensor memory, [Shape(70)] Tensor mask) =>
                Mean(Square(MultiHeadAttention(x, memory, memory, ReLU(mask), heads: 2)));
            [Objective] private Tensor Short([Shape(70, 6)] Tensor x, [Shape(37, 6)] Tensor memory) =>
                Mean(Square(MultiHeadAttention(x, memory, memory, heads: 1, causal: true)));
            [Objective] private Tensor Wide([Shape(35, 64)] Tensor x) => Mean(Square(Attention(x, 2 * x, x, 1)));
            [Objective] private Tensor Wider([Shape(35, 130)] Tensor x) => Mean(Square(Attention(x, 2 * x, x, 1, causal: true)));
            [Objective] private Tensor Widest([Shape(9, 164)] Tensor x) => Mean(Square(Attention(x, 2 * x, x, 1)));
            """),
        1, 3);

    [Fact]
    public void AttentionOnParts_AsTheReference()
    {
        CompiledNetwork compiled = SideBySide.Check(Reader.Network("""
            [MultiHeadAttention(2), LayerNorm] private partial Tensor Attend(Tensor query, Tensor memory);
            [MultiHeadAttention(2, Bias = false, Causal = true)] private partial Tensor Masked(Tensor q, Tensor k, Tensor v, Tensor mask);
            [SelfAttention(2)] private partial Tensor Self(Tensor x, Tensor mask);

            [Forward] private Tensor Decode([Shape(3, 4)] Tensor x, [Shape(5, 4)] Tensor memory, [Shape(5)] Tensor mask) =>
                Attend(Attend(x, memory), Self(memory, ReLU(mask)));
            [Objective] private Tensor Loss([Shape(3, 4)] Tensor x, [Shape(5, 4)] Tensor memory, [Shape(5)] Tensor mask) =>
                Mean(Square(Decode(x, memory, mask) + Masked(x, memory, 2 * memory, ReLU(mask)) + MultiHeadAttention(x, memory, 2)));
            """));
        Assert.Equal(
            ["AttendLayerNorm1", "AttendMultiHeadAttention1", "Masked", "MultiHeadAttention1", "Self"],
            compiled.Model.Layers.Where(row => row.Parameters > 0).Select(row => row.Name).Distinct().Order());
    }
}
