using CharGpt;
using Dates;
using Translate;

namespace CompiledNets.Gpu.Tests;

/// <summary>The samples' entry points that write text, character by character, with a state or a cache that the caller keeps.</summary>
public sealed class SampleStateTests
{
    private const int Samples = 2, Steps = 3;
    private const float Tolerance = 2e-5f;

    [Fact]
    public void TextGpt_WritesWithItsCache()
    {
        var host = new TextGpt(3);
        using TextGpt.OnAccelerator device = host.ToAccelerator(TestDevice.Accelerator);
        float[] cache = new float[Samples * TextGpt.CacheSize], there = new float[cache.Length];
        float[] logits = new float[Samples * TextGpt.Vocabulary], found = new float[logits.Length];
        for (int step = 0; step < Steps; step++)
        {
            int[] token = [5 * step, 95 - step], position = [step, step];
            host.Step(token, position, cache, logits);
            device.Step(token, position, there, found);
            Close(logits, found);
            Close(cache, there);
        }
    }

    [Fact]
    public void DateTransformer_WritesWithItsCache()
    {
        var host = new DateTransformer(4);
        using DateTransformer.OnAccelerator device = host.ToAccelerator(TestDevice.Accelerator);
        float[] memory = new float[Samples * 2 * DateTransformer.Layers * DateTransformer.Length * DateTransformer.Width];
        float[] isText = new float[Samples * DateTransformer.Length];
        host.Encode(Text(DateTransformer.Length, DateTransformer.Characters), memory, isText);
        float[] cache = new float[Samples * DateTransformer.Layers * DateTransformer.Steps * 2 * DateTransformer.Width], there = new float[cache.Length];
        float[] chosen = new float[Samples * DateTransformer.Characters], found = new float[chosen.Length], seen = new float[isText.Length], looked = new float[isText.Length];
        for (int step = 0; step < Steps; step++)
        {
            int[] before = [step, 7], position = [step, step];
            host.Step(before, position, memory, isText, cache, chosen, seen);
            device.Step(before, position, memory, isText, there, found, looked);
            Close(chosen, found);
            Close(seen, looked);
            Close(cache, there);
        }
    }

    [Fact]
    public void DateNet_WritesWithItsState()
    {
        var host = new DateNet(5);
        using DateNet.OnAccelerator device = host.ToAccelerator(TestDevice.Accelerator);
        float[] memory = new float[Samples * DateNet.Length * DateNet.Units], filling = new float[Samples * DateNet.Length];
        float[] state = new float[Samples * DateNet.Units];
        host.Encode(Text(DateNet.Length, DateNet.Characters), memory, filling, state);
        float[] there = [.. state], chosen = new float[Samples * DateNet.Characters], found = new float[chosen.Length];
        float[] seen = new float[filling.Length], looked = new float[filling.Length];
        for (int step = 0; step < Steps; step++)
        {
            int[] before = [step, 9];
            host.Step(before, memory, filling, state, chosen, seen);
            device.Step(before, memory, filling, there, found, looked);
            Close(chosen, found);
            Close(seen, looked);
            Close(state, there);
        }
    }

    // The second half of each text is filled up.
    private static int[] Text(int length, int characters) =>
        [.. Enumerable.Range(0, Samples * length).Select(place => place % length < length / 2 ? 1 + place * 7 % (characters - 1) : 0)];

    private static void Close(float[] expected, float[] actual)
    {
        float largest = expected.Max(Math.Abs);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance * largest));
    }
}
