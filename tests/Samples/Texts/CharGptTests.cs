using CharGpt;
using CompiledNets.Tests.Support;

namespace CompiledNets.Tests.Samples.Texts;

/// <summary>The transformer that writes: what it learns, and that its cache changes nothing but the time it takes.</summary>
public sealed class CharGptTests
{
    private readonly TextGpt net = new(seed: 3);
    private readonly float[] cache = new float[TextGpt.CacheSize];
    private readonly Random random = new(1);

    [Fact]
    public void StepsWithTheCache_SayWhatTheWholeContextSays()
    {
        int[] text = Tokens(TextGpt.Context);
        float[] whole = Whole(text), logits = new float[TextGpt.Vocabulary];
        cache.AsSpan().Fill(float.NaN); // What is not written yet is not read.
        for (int position = 0; position < text.Length; position++)
        {
            net.Step([text[position]], [position], cache, logits);
            Close(whole, position, logits);
        }

        Assert.Throws<ArgumentOutOfRangeException>("position", () => net.Step([0], [TextGpt.Context], cache, logits));
    }

    // At the end of the context the older half is forgotten, and the newer half read again from position 0.
    [Fact]
    public void PastTheContext_TheCacheSaysWhatTheRestOfTheWindowSays()
    {
        SequenceGenerator generator = Generator();
        int[] text = Tokens(3 * TextGpt.Context);
        generator.Read(text.AsSpan(0, TextGpt.Context - 1));
        for (int next = TextGpt.Context - 1; next < text.Length; next++)
        {
            generator.Read([text[next]]);
            Assert.Equal(text.AsSpan(next + 1 - generator.Window.Length, generator.Window.Length), generator.Window);
            Assert.InRange(generator.Window.Length, TextGpt.Context / 2 + 1, TextGpt.Context);
            if (next % 7 == 0 || generator.Window.Length is TextGpt.Context or TextGpt.Context / 2 + 1)
            {
                int[] window = new int[TextGpt.Context];
                generator.Window.CopyTo(window);
                Close(Whole(window), generator.Window.Length - 1, generator.Logits);
            }
        }
    }

    [Fact]
    public void Writing_AllocatesNothing()
    {
        SequenceGenerator generator = Generator();
        var sampler = new TokenSampler(1) { TopK = 20 };
        generator.Read([1, 2, 3]);
        generator.Next(sampler);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < TextGpt.Context + 5; i++)
        {
            generator.Next(sampler);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void MadeUpTales_AreLearned_AndWrittenOn()
    {
        using SampleProgram whole = new("CharGpt"), parts = new("CharGpt");
        CommandResult expected = whole.Run("--epochs", "1", "--length", "20", "--report", "report.html", "--save", "gpt.safetensors").MustSucceed();
        string loss = expected.Output.Single(line => line.StartsWith("validation loss", StringComparison.Ordinal));
        Assert.InRange(double.Parse(loss.Split(": ")[1], System.Globalization.CultureInfo.InvariantCulture), 0.5, 3.5); // By chance: ln 96 = 4.56.

        string report = File.ReadAllText(Path.Combine(whole.Folder, "report.html"));
        Assert.Contains("<svg", report, StringComparison.Ordinal);
        Assert.Contains("epoch 1: ", report, StringComparison.Ordinal);
        string trained = Path.Combine(whole.Folder, "gpt.safetensors");
        Assert.Contains("characters per second", parts.Run("--load", trained, "--length", "20").MustSucceed().Output[^1], StringComparison.Ordinal);
        Assert.Contains("takes a whole number from 1 to 96", Assert.Single(parts.Run("--top-k", "97").Errors), StringComparison.Ordinal);
    }

    private SequenceGenerator Generator() =>
        new(TextGpt.Context, TextGpt.Vocabulary, (token, position, logits) => net.Step(token, position, cache, logits));

    private int[] Tokens(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(TextGpt.Vocabulary))];

    private float[] Whole(int[] text)
    {
        float[] logits = new float[TextGpt.Context * TextGpt.Vocabulary];
        net.Logits(text, logits);
        return logits;
    }

    private static void Close(float[] whole, int position, ReadOnlySpan<float> logits)
    {
        for (int token = 0; token < logits.Length; token++)
        {
            Assert.Equal(whole[position * TextGpt.Vocabulary + token], logits[token], 2e-5f);
        }
    }
}
