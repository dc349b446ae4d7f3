using CompiledNets;

namespace Samples.Data;

/// <summary>Messages and whether they are spam.</summary>
/// <param name="Texts">The messages.</param>
/// <param name="IsSpam">1 for spam, 0 for ham.</param>
public sealed record Messages(string[] Texts, int[] IsSpam)
{
    private static readonly string[] Offers = ["win", "free", "prize", "cash", "claim", "call"], Chats = ["home", "dinner", "later", "love", "ok", "bus"];

    /// <summary>Reads UCI's SMS Spam Collection, a label and a message in each line, or makes messages up.</summary>
    public static Messages Load(string? path)
    {
        if (path is null)
        {
            return MakeUp(800);
        }

        Table table = Table.ReadTsv(path, TableFormat.Tsv with { HasHeader = false, Names = ["label", "message"] });
        return new Messages([.. table.Text("message")], [.. table.Text("label").Select(label => label == "spam" ? 1 : 0)]);
    }

    /// <summary>Splits, and turns words into numbers by the vocabulary of those that are learned from: columns <c>words</c> (length), and
    /// <c>spam</c> (1).</summary>
    /// <param name="seed">Decides who is learned from.</param>
    /// <param name="vocabulary">How many numbers there are for words, the unknown one and the filling included.</param>
    /// <param name="length">How many words of a message are read.</param>
    public (Dataset Train, Dataset Test, WordTokenizer Words) Tokenize(ulong seed, int vocabulary, int length)
    {
        var (train, test) = Dataset.Create().With("number", [.. Enumerable.Range(0, Texts.Length)]).With("class", IsSpam).Split(0.2, seed, stratify: "class");
        string[] Of(Dataset part) => [.. part.CopyTokens("number").Select(number => Texts[number])];
        WordTokenizer words = WordTokenizer.Fit(Of(train), maxWords: vocabulary - 2);
        Dataset Encode(Dataset part) => Dataset.Create()
            .With("words", words.Encode(Of(part), length), length)
            .With("spam", [.. part.CopyTokens("class").Select(spam => (float)spam)], 1);
        return (Encode(train), Encode(test), words);
    }

    private static Messages MakeUp(int count)
    {
        var random = new Random(1);
        int[] isSpam = [.. Enumerable.Range(0, count).Select(_ => random.Next(5) == 0 ? 1 : 0)];
        return new Messages([.. isSpam.Select(spam => string.Join(' ', Enumerable.Range(0, random.Next(4, 20)).Select(_ =>
        {
            string[] topic = random.Next(10) < 9 == (spam == 1) ? Offers : Chats;
            return random.Next(2) == 0 ? topic[random.Next(topic.Length)] : "word" + random.Next(100);
        })))], isSpam);
    }
}
