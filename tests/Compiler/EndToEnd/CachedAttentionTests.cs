using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Emitted attention of a step with a cache, which the caller keeps or which is a value like others.</summary>
public sealed class CachedAttentionTests
{
    private delegate void MapCall(ReadOnlySpan<float> x, Span<float> y);

    private delegate void CacheCall(ReadOnlySpan<float> x, ReadOnlySpan<int> position, Span<float> cache, Span<float> y);

    [Theory, InlineData(1), InlineData(3)]
    public void StepsWithACache_GiveWhatTheWholeSequenceGives(int samples)
    {
        const int steps = 7, width = 6, layers = 2;
        CompiledNetwork compiled = CompiledNetwork.From("""
            [Network]
            public partial class Decoder
            {
                [Forward] private Tensor Whole([Shape(7, 6)] Tensor x)
                {
                    for (int i = 0; i < 2; i++)
                        x += Mix(SelfAttention(x, 2, causal: true, name: $"h.{i}.attention"), i);
                    return x;
                }

                [Forward] private Tensor Step([Shape(6)] Tensor x, [Shape] Tokens position, [Shape(2, 7, 12)] ref Tensor cache)
                {
                    for (int i = 0; i < 2; i++)
                    {
                        (var y, cache) = SelfAttention(x, cache, position, 2, layer: i, name: $"h.{i}.attention");
                        x += Mix(y, i);
                    }
                    return x;
                }

                private Tensor Mix(Tensor x, int layer) => Dense(Tanh(x), 6, name: $"h.{layer}.mix");
            }
            """);
        INetwork net = compiled.Create();
        var whole = (MapCall)Delegate.CreateDelegate(typeof(MapCall), net, "Whole");
        var step = (CacheCall)Delegate.CreateDelegate(typeof(CacheCall), net, "Step");
        var random = new Random(samples);
        float[] x = [.. Enumerable.Range(0, samples * steps * width).Select(_ => 2 * random.NextSingle() - 1)], expected = new float[x.Length];
        whole(x, expected);

        // What is not written yet is not read: it is not even a number.
        float[] cache = new float[samples * layers * steps * 2 * width], one = new float[samples * width], y = new float[samples * width];
        cache.AsSpan().Fill(float.NaN);
        for (int position = 0; position < steps; position++)
        {
            float[] before = [.. cache];
            for (int sample = 0; sample < samples; sample++)
            {
                x.AsSpan((sample * steps + position) * width, width).CopyTo(one.AsSpan(sample * width));
            }

            step(one, [.. Enumerable.Repeat(position, samples)], cache, y);
            for (int i = 0; i < y.Length; i++)
            {
                Assert.Equal(expected[(i / width * steps + position) * width + i % width], y[i], 1e-5f);
            }

            // A step writes its own row of each layer, and nothing else.
            Assert.All(Enumerable.Range(0, cache.Length), i => Assert.Equal(i / (2 * width) % steps == position, !cache[i].Equals(before[i])));
        }

        Assert.Throws<ArgumentOutOfRangeException>("position", () => step(one, [.. Enumerable.Repeat(steps, samples)], cache, y));
        Assert.DoesNotContain("CachedAttention.Replace", compiled.Emitted, StringComparison.Ordinal);
        Assert.Equal(2 * (3 * 6 * 6 + 18 + 36 + 6 + 36 + 6), net.Core.Parameters.Length);
    }

    // A cache that is an ordinary value, and one that is learned.
    [Fact]
    public void StepsWithACache_AsTheReference() => SideBySide.Check(Reader.Network("""
        [Forward] private (Tensor, Tensor) Step([Shape(6)] Tensor x, [Shape(2, 5, 12)] Tensor cache, [Shape] Tokens position)
        {
            (var y, cache) = SelfAttention(x, cache, position, 3, layer: 1, name: "a");
            (y, cache) = SelfAttention(y, cache, position, 2, layer: 0, bias: false, name: "b");
            (y, cache) = SelfAttention(y, cache, position, 2, layer: 0, name: "c");
            return (y, cache);
        }
        [Objective] private Tensor Loss([Shape(6)] Tensor x, [Shape(1)] Tokens position)
        {
            var rows = Reshape(Embedding(Arange(1), 1, 60, name: "rows"), 5, 12);
            (var y, rows) = SelfAttention(x, rows, position, 2, name: "a");
            (y, rows) = Attention(y, 2 * y, x, rows, position, 3);
            return Mean(Square(y)) + Mean(Square(rows));
        }
        """));
}
