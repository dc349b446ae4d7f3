namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Results that only the caller reads go past the caches where a batch makes more of them than caches keep.</summary>
public sealed class StreamingTests
{
    private const int Values = 8193, Words = 11, Width = 683, Steps = 12;

    private const string Loop = """
        [Network] public partial class Net
        {
            [Forward] private Tensor Bend([Shape(8193)] Tensor x, [Shape(8193)] Tensor y) => Tanh(x) * y;
        }
        """;

    private const string Table = """
        [Network] public partial class Net
        {
            [Embedding(11, 683)] private partial Tensor Embed(Tokens words);
            [Forward] private Tensor Rows([Shape(12)] Tokens words) => Embed(words);
            [Forward] private Tensor Twice([Shape(12)] Tokens words) => 2 * Embed(words);
        }
        """;

    [Fact]
    public void OnlyLargeResults_AskWhetherItPays()
    {
        Assert.Contains("CNet.Streaming.Pays(Samples * 8193L)", CompiledNetwork.From(Loop).Emitted, StringComparison.Ordinal);
        Assert.DoesNotContain("Streaming", CompiledNetwork.From(Loop.Replace("8193", "8191", StringComparison.Ordinal)).Emitted, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsThatALoopReadsAgain_StayInTheCaches()
    {
        string emitted = CompiledNetwork.From(Table).Emitted;
        Assert.Contains("CNet.Embedding.Forward(EmbedWidth, words, embedWeight, result, streams);", emitted, StringComparison.Ordinal);
        Assert.Contains("CNet.Embedding.Forward(EmbedWidth, words, embedWeight, result);", emitted, StringComparison.Ordinal);
    }

    [Fact]
    public void MovedValues_CountAsWork_SoThatThreadsShareThem() =>
        Assert.Contains("FlopsPerSample = 8196;", CompiledNetwork.From(Table).Emitted, StringComparison.Ordinal);

    [Fact]
    public void LoopOfAHugeBatch_HasTheBitsOfASmallOne()
    {
        const int batch = 1025;
        ForwardEntry bend = CompiledNetwork.From(Loop).Create().AllForwards[0];
        var random = new Random(1);
        float[] x = Floats(Values * batch, random), y = Floats(Values * batch, random), all = new float[Values * batch], one = new float[Values];
        bend.Run(new ArrayBatch(batch, x, y), all);
        foreach (int sample in new[] { 0, 1, 500, batch - 1 })
        {
            bend.Run(new ArrayBatch(1, x[(sample * Values)..((sample + 1) * Values)], y[(sample * Values)..((sample + 1) * Values)]), one);
            Assert.Equal(one, all.AsSpan(sample * Values, Values));
        }
    }

    [Fact]
    public void RowsOfAHugeBatch_AreTheTables()
    {
        const int batch = 1031;
        INetwork net = CompiledNetwork.From(Table).Create();
        var random = new Random(2);
        int[] words = [.. Enumerable.Range(0, batch * Steps).Select(_ => random.Next(Words))];
        float[] rows = new float[words.Length * Width];
        net.AllForwards[0].Run(new ArrayBatch(batch, words), rows);
        ReadOnlySpan<float> table = net.Core.Parameters;
        for (int word = 0; word < words.Length; word++)
        {
            Assert.True(table.Slice(words[word] * Width, Width).SequenceEqual(rows.AsSpan(word * Width, Width)));
        }
    }

    private static float[] Floats(int count, Random random) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
}
