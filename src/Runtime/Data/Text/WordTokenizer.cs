using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>Turns texts into ids of words, by a vocabulary of the training texts.</summary>
/// <remarks>A word is a run of letters and digits, with apostrophes inside (<c>don't</c>); each other character that is no
/// blank is a word of its own. The more frequent a word, the lower its id; equals go by ordinal order.</remarks>
/// <example><code>
/// WordTokenizer words = WordTokenizer.Fit(messages, maxWords: 5000);
/// Dataset data = Dataset.Create().With("text", words.Encode(messages, length: 40), 40);
/// </code></example>
public sealed class WordTokenizer
{
    /// <summary>The id that fills texts up to their length.</summary>
    public const int Padding = 0;

    /// <summary>The id of all words that are not in the vocabulary.</summary>
    public const int Unknown = 1;

    private const int FirstWord = 2;
    private const string Kind = "word tokenizer";

    private readonly Dictionary<string, int> ids;

    private WordTokenizer(ImmutableArray<string> words, bool lowerCase)
    {
        Words = words;
        LowerCase = lowerCase;
        ids = words.Select((word, index) => (word, index)).ToDictionary(one => one.word, one => one.index + FirstWord, StringComparer.Ordinal);
    }

    /// <summary>The vocabulary: word number i has the id i + 2.</summary>
    public ImmutableArray<string> Words { get; }

    /// <summary>Whether capital letters count as small ones.</summary>
    public bool LowerCase { get; }

    /// <summary>How many ids there are, <see cref="Padding"/> and <see cref="Unknown"/> included: the size of an embedding.</summary>
    public int Count => Words.Length + FirstWord;

    /// <summary>Builds a vocabulary.</summary>
    /// <param name="train">The training texts.</param>
    /// <param name="maxWords">How many words it has at most, at least 1: the most frequent ones.</param>
    /// <param name="minCount">How often a word must occur, at least 1.</param>
    /// <param name="lowerCase">Whether capital letters count as small ones.</param>
    public static WordTokenizer Fit(IEnumerable<string> train, int maxWords = int.MaxValue, int minCount = 1, bool lowerCase = true)
    {
        ArgumentNullException.ThrowIfNull(train);
        Hyperparameter.AtLeast(1, maxWords, nameof(maxWords));
        Hyperparameter.AtLeast(1, minCount, nameof(minCount));
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string word in train.SelectMany(text => Split(text, lowerCase)))
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        IEnumerable<string> words = counts.Where(pair => pair.Value >= minCount)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(maxWords).Select(pair => pair.Key);
        return new WordTokenizer([.. words], lowerCase);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is something else, or damaged.</exception>
    public static WordTokenizer Load(string path)
    {
        ConstantsFile file = ConstantsFile.Load(path, Kind);
        return file.Words.Distinct(StringComparer.Ordinal).Count() == file.Words.Length
            ? new WordTokenizer([.. file.Words], file.Array("lowerCase") is [not 0])
            : throw new InvalidDataException($"'{path}' is a damaged {Kind}: it has a word twice.");
    }

    /// <summary>Writes the vocabulary as JSON; a crash leaves the old file.</summary>
    public void Save(string path) => new ConstantsFile(Kind, "", new() { ["lowerCase"] = [LowerCase ? 1 : 0] }, [.. Words]).Save(path);

    /// <summary>The ids of a text's words.</summary>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. Split(text, LowerCase).Select(word => ids.GetValueOrDefault(word, Unknown))];
    }

    /// <summary>The ids of texts of one length, one text after another: longer ones end early, shorter ones with
    /// <see cref="Padding"/>.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="length">Ids per text, at least 1.</param>
    public int[] Encode(IReadOnlyList<string> texts, int length)
    {
        ArgumentNullException.ThrowIfNull(texts);
        int[] encoded = new int[checked(texts.Count * Hyperparameter.AtLeast(1, length, nameof(length)))];
        for (int i = 0; i < texts.Count; i++)
        {
            int[] text = Encode(texts[i]);
            text.AsSpan(0, Math.Min(length, text.Length)).CopyTo(encoded.AsSpan(i * length));
        }

        return encoded;
    }

    /// <summary>The words of ids with blanks between them, padding left out; <c>?</c> for <see cref="Unknown"/>.</summary>
    /// <exception cref="ArgumentException">There is no such id.</exception>
    public string Decode(ReadOnlySpan<int> tokens)
    {
        var words = new List<string>();
        foreach (int token in tokens)
        {
            if (token != Padding)
            {
                words.Add(WordOf(token));
            }
        }

        return string.Join(' ', words);
    }

    private string WordOf(int token) =>
        token == Unknown ? "?"
        : token >= FirstWord && token < Count ? Words[token - FirstWord]
        : throw new ArgumentException($"There is no id {token} among {Count}.");

    private static IEnumerable<string> Split(string text, bool lowerCase) =>
        CompiledNets.Words.Of(lowerCase ? text.ToLowerInvariant() : text);
}
