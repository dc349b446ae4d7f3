using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

public class CachedAttentionTests
{
    // Heads, layers, context, columns of a head.
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 3, 5, 3)]
    [InlineData(3, 2, 33, 17)]
    [InlineData(1, 2, 20, 35)]
    [InlineData(4, 1, 70, 32)]
    public void Steps_GiveWhatCausalAttentionGives(int heads, int layers, int context, int headWidth)
    {
        const int samples = 3;
        int width = heads * headWidth, layer = layers - 1;
        var shape = new CacheShape(heads, layers, context, width);
        float[] all = Sample.Normal(samples * context * 3 * width, seed: 1), expected = new float[samples * context * width];
        Attention.ForwardPacked(new AttentionShape(heads, context, context, width, Causal: true), samples, all, [], expected);

        // Rows that are not written yet must not matter: they are not even numbers.
        float[] cache = new float[samples * layers * context * 2 * width];
        cache.AsSpan().Fill(float.NaN);
        float[] step = new float[samples * 3 * width], y = Sample.Garbage(samples * width);
        for (int position = 0; position < context; position++)
        {
            for (int sample = 0; sample < samples; sample++)
            {
                all.AsSpan((sample * context + position) * 3 * width, 3 * width).CopyTo(step.AsSpan(sample * 3 * width));
            }

            CachedAttention.Forward(shape, layer, samples, step, cache, [position, position, position], y);
            CachedAttention.Store(shape, layer, samples, step, [position], cache);

            for (int sample = 0; sample < samples; sample++)
            {
                Close.To(Sample.Double(expected[((sample * context + position) * width)..][..width]), y[(sample * width)..][..width]);
            }
        }

        int untouched = cache.Count(float.IsNaN);
        Assert.Equal(samples * (layers - 1) * context * 2 * width, untouched);
    }

    [Fact]
    public void EachSample_HasItsOwnPosition()
    {
        var shape = new CacheShape(1, 1, 3, 2);
        float[] step = Sample.Normal(12, seed: 1), cache = Sample.Normal(24, seed: 2), target = Sample.Garbage(24), y = new float[4], alone = new float[2];
        CachedAttention.Forward(shape, 0, 2, step, cache, [2, 0], y);
        CachedAttention.Forward(shape, 0, 1, step, cache, [2], alone);
        Assert.Equal(alone, y[..2]);
        Assert.Equal(step[10..], y[2..]); // The first step sees itself alone.

        CachedAttention.Replace(shape, 0, 2, step, cache, [2, 0], target);
        float[] expected = [.. cache];
        step.AsSpan(2, 4).CopyTo(expected.AsSpan(8));
        step.AsSpan(8, 4).CopyTo(expected.AsSpan(12));
        Assert.Equal(expected, target);
    }

    [Fact]
    public void BadPositionsAndShortSpans_AreRefused()
    {
        var shape = new CacheShape(1, 1, 3, 2);
        float[] step = new float[6], cache = new float[12], y = [7, 7];
        Assert.Throws<ArgumentException>("position", () => CachedAttention.Forward(shape, 0, 1, step, cache, [3], y));
        Assert.Throws<ArgumentException>("position", () => CachedAttention.Store(shape, 0, 1, step, [-1], cache));
        Assert.Throws<ArgumentException>("cache", () => CachedAttention.Forward(shape, 0, 1, step, cache.AsSpan(1), [0], y));
        Assert.Throws<ArgumentException>("step", () => CachedAttention.Store(shape, 0, 1, step.AsSpan(1), [0], cache));
        Assert.Equal([7, 7], y);
    }
}
