using CompiledNets.Tests.Training;

namespace CompiledNets.Tests.Data;

public class TokenizerTests
{
    [Theory]
    [InlineData("Don't stop, 24/7!", "Don't|stop|,|24|/|7|!")]
    [InlineData("  'quoted' o'\t\n", "'|quoted|'|o|'")]
    [InlineData("naïve e\u0301t £5 日本 😀!", "naïve|e\u0301t|£|5|日本|😀|!")]
    [InlineData("", "")]
    public void Words_AreRunsAndSingleMarks(string text, string expected) => Assert.Equal(expected, string.Join('|', Words.Of(text)));

    [Fact]
    public void HalvesOfPairs_AreWordsOfTheirOwn() => Assert.Equal(["a", "\ud800", "b"], Words.Of("a\ud800b").ToArray());

    [Fact]
    public void Vocabulary_GoesByFrequencyThenOrder()
    {
        WordTokenizer words = WordTokenizer.Fit(["b a B", "c a b", "d"], maxWords: 3);
        Assert.Equal("b|a|c", string.Join('|', words.Words));
        Assert.Equal(5, words.Count);
        Assert.Equal([2, 3, 4, WordTokenizer.Unknown, WordTokenizer.Unknown], words.Encode("B A c d e"));
        Assert.Equal("b ? c", words.Decode([2, 1, 4, 0, 0]));
        Assert.Equal("b|a", string.Join('|', WordTokenizer.Fit(["b a B", "c a b", "d"], minCount: 2).Words));
        Assert.Equal("a|B|b", string.Join('|', WordTokenizer.Fit(["b a B a"], lowerCase: false).Words));
        Assert.Throws<ArgumentException>(() => words.Decode([5]));
    }

    [Fact]
    public void Texts_AreCutAndPadded()
    {
        WordTokenizer words = WordTokenizer.Fit(["a b c"]);
        Assert.Equal([2, 3, 0, 0, 0, 0, 4, 3, 2], words.Encode(["a b", "", "c b a a"], 3));
    }

    [Fact]
    public void SavedVocabularies_EncodeTheSame()
    {
        using var file = new TemporaryFile();
        WordTokenizer words = WordTokenizer.Fit(["Über \"x\" <b>"], lowerCase: false);
        words.Save(file.Path);
        WordTokenizer loaded = WordTokenizer.Load(file.Path);
        Assert.Equal(words.Encode("Über über \"x\" <b>"), loaded.Encode("Über über \"x\" <b>"));
        Assert.Equal(words.Words.ToArray(), loaded.Words.ToArray());
        CharTokenizer characters = CharTokenizer.Fit("aé😀");
        characters.Save(file.Path);
        Assert.Equal(characters.Characters.ToArray(), CharTokenizer.Load(file.Path).Characters.ToArray());
        Assert.Contains("is no word tokenizer", Assert.Throws<InvalidDataException>(() => WordTokenizer.Load(file.Path)).Message);
        File.WriteAllText(file.Path, File.ReadAllText(file.Path).Replace("\"a\"", "\"ab\"", StringComparison.Ordinal));
        Assert.Contains("single characters", Assert.Throws<InvalidDataException>(() => CharTokenizer.Load(file.Path)).Message);
    }

    [Fact]
    public void Characters_AreNumberedByCodePoint()
    {
        CharTokenizer characters = CharTokenizer.Fit("banana 😀\n");
        Assert.Equal(6, characters.Count);
        Assert.Equal([3, 2, 4, 2, 5, 0, 1], characters.Encode("bana😀\n "));
        Assert.Equal("nab 😀", characters.Decode(characters.Encode("nab 😀")));
        Assert.Contains("U+0063", Assert.Throws<ArgumentException>(() => characters.Encode("c")).Message);
        Assert.Throws<ArgumentException>("tokens", () => characters.Decode([6]));
    }

    [Theory]
    [InlineData(11, 3, null, 3)]
    [InlineData(10, 3, null, 3)]
    [InlineData(9, 3, null, 2)]
    [InlineData(10, 3, 1, 7)]
    [InlineData(4, 3, 5, 1)]
    public void Windows_AreFollowedByTheirNextTokens(int tokens, int length, int? stride, int expected)
    {
        Dataset data = TokenWindows.Of([.. Enumerable.Range(0, tokens)], length, stride);
        Assert.Equal(expected, data.Count);
        for (int i = 0; i < data.Count; i++)
        {
            int first = i * (stride ?? length);
            Assert.Equal([first, first + 1, first + 2], data.Tokens("text", i).ToArray());
            Assert.Equal([first + 1, first + 2, first + 3], data.Tokens("next", i).ToArray());
        }
    }

    [Theory]
    [InlineData(50, 40)]
    [InlineData(4, 9)]
    public void RandomWindows_BeginElsewhereInEachEpoch_AndKeepTheirNextTokens(int tokens, int count)
    {
        Dataset data = TokenWindows.Random([.. Enumerable.Range(0, tokens)], 3, count, seed: 1);
        BatchSequence batches = data.Batches(7);
        int[][] epochs = [Starts(batches, 1), Starts(batches, 2), Starts(batches, 1)];
        Assert.Equal(count, epochs[0].Length);
        Assert.Equal(epochs[0], epochs[2]);
        Assert.Equal(tokens > 4, !epochs[0].SequenceEqual(epochs[1]));
        Assert.Equal(tokens > 4 ? 20 : 1, Math.Min(epochs[0].Concat(epochs[1]).Distinct().Count(), 20));
        Assert.All(epochs[0], start => Assert.InRange(start, 0, tokens - 4));
        Assert.Equal(tokens - 4, data.Tokens("text", count - 1)[0]);

        static int[] Starts(BatchSequence batches, ulong epoch)
        {
            var starts = new List<int>();
            batches.Epoch = epoch;
            foreach (Batch batch in batches)
            {
                Assert.Equal(batch.Tokens("text").ToArray().Select(token => token + 1), batch.Tokens("next").ToArray());
                starts.AddRange(batch.Tokens("text").ToArray().Where((_, i) => i % 3 == 0));
            }

            return [.. starts];
        }
    }

    [Fact]
    public void TextsTooShortForAWindow_AreRefused() => Assert.Throws<ArgumentException>("tokens", () => TokenWindows.Of([1, 2, 3], 3));

    [SharedDataFact("text")]
    public void RealTexts_AreEncodedAndDecoded()
    {
        string plays = File.ReadAllText(SharedData.PathOf("text/tinyshakespeare.txt"));
        CharTokenizer characters = CharTokenizer.Fit(plays);
        Assert.Equal(65, characters.Count); // As char-rnn reports.
        int[] tokens = characters.Encode(plays);
        Assert.Equal(1_115_394, tokens.Length);
        Assert.Equal(plays[..1000], characters.Decode(tokens.AsSpan(0, 1000)));

        Table messages = Table.ReadTsv(SharedData.PathOf("text/sms-spam.tsv"), TableFormat.Tsv with { HasHeader = false, Names = ["label", "text"] });
        WordTokenizer words = WordTokenizer.Fit(messages.Text("text").Take(4000), maxWords: 2000);
        int[] unseen = words.Encode([.. messages.Text("text").Skip(4000)], 30);
        Assert.InRange(unseen.Count(token => token == WordTokenizer.Unknown) / (double)unseen.Count(token => token != WordTokenizer.Padding), 0.01, 0.2);
    }
}
