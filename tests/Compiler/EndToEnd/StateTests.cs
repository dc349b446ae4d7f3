namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>State that the caller keeps and a call updates in place.</summary>
public class StateTests
{
    private delegate void StepCall(ReadOnlySpan<float> x, Span<float> state, Span<float> y);

    private delegate void SwapCall(Span<float> left, Span<float> right, Span<float> sum);

    [Theory, InlineData(1), InlineData(7), InlineData(50)]
    public void AStep_ReadsTheOldState_AndLeavesTheNew(int samples)
    {
        INetwork net = CompiledNetwork.From("""
            [Network]
            public partial class Cell
            {
                [Forward] private Tensor Step([Shape(3)] Tensor x, [Shape(3)] ref Tensor state)
                {
                    state = 0.5f * state + x;
                    return Square(state) - x;
                }
            }
            """).Create();
        var step = (StepCall)Delegate.CreateDelegate(typeof(StepCall), net, "Step");
        var random = new Random(samples);
        float[] state = new float[samples * 3], expected = new float[samples * 3], y = new float[samples * 3];
        for (int turn = 0; turn < 4; turn++)
        {
            float[] x = [.. Enumerable.Range(0, samples * 3).Select(_ => (float)random.NextDouble())];
            step(x, state, y);
            for (int i = 0; i < expected.Length; i++)
            {
                expected[i] = 0.5f * expected[i] + x[i];
                Assert.Equal(expected[i], state[i], 1e-6f);
                Assert.Equal(expected[i] * expected[i] - x[i], y[i], 1e-6f);
            }
        }
    }

    [Fact]
    public void TwoStates_CanBeSwapped()
    {
        INetwork net = CompiledNetwork.From("""
            [Network]
            public partial class Swap
            {
                [Forward] private Tensor Run([Shape(2)] ref Tensor left, [Shape(2)] ref Tensor right)
                {
                    var sum = left + right;
                    (left, right) = (right, left);
                    return sum;
                }
            }
            """).Create();
        var run = (SwapCall)Delegate.CreateDelegate(typeof(SwapCall), net, "Run");
        float[] left = [1, 2, 3, 4], right = [5, 6, 7, 8], sum = new float[4];
        run(left, right, sum);
        Assert.Equal([5, 6, 7, 8], left);
        Assert.Equal([1, 2, 3, 4], right);
        Assert.Equal([6, 8, 10, 12], sum);
    }

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

    private delegate void MapCall(ReadOnlySpan<float> x, Span<float> y);

    private delegate void CacheCall(ReadOnlySpan<float> x, ReadOnlySpan<int> position, Span<float> cache, Span<float> y);
}
