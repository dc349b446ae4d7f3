using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace CompiledNets;

/// <summary>Turns text into ids of its characters (Unicode code points), by those that the training text has, in the order
/// of their code points: what character models such as char-rnn (Karpathy 2015) read.</summary>
public sealed class CharTokenizer
{
    private const string Kind = "character tokenizer";

    private readonly Dictionary<Rune, int> ids;

    private CharTokenizer(ImmutableArray<Rune> characters)
    {
        Characters = characters;
        ids = characters.Select((character, id) => (character, id)).ToDictionary(one => one.character, one => one.id);
    }

    /// <summary>The characters, by their ids.</summary>
    public ImmutableArray<Rune> Characters { get; }

    /// <summary>How many ids there are.</summary>
    public int Count => Characters.Length;

    /// <summary>Gives each character an id.</summary>
    public static CharTokenizer Fit(string train)
    {
        ArgumentNullException.ThrowIfNull(train);
        return new CharTokenizer([.. train.EnumerateRunes().Distinct().Order()]);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is something else, or damaged.</exception>
    public static CharTokenizer Load(string path)
    {
        string[] words = ConstantsFile.Load(path, Kind).Words;
        Rune[] characters = [.. words.SelectMany(word => word.EnumerateRunes())];
        return characters.Length == words.Length && characters.Distinct().Count() == words.Length
            ? new CharTokenizer([.. characters])
            : throw new InvalidDataException($"'{path}' is a damaged {Kind}: it does not have single characters, each once.");
    }

    /// <summary>Writes the characters as JSON; a crash leaves the old file.</summary>
    public void Save(string path) => new ConstantsFile(Kind, "", [], [.. Characters.Select(character => character.ToString())]).Save(path);

    /// <summary>The ids of a text's characters.</summary>
    /// <exception cref="ArgumentException">A character did not occur in training.</exception>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.EnumerateRunes().Select(IdOf)];
    }

    /// <summary>The text of ids.</summary>
    /// <exception cref="ArgumentException">There is no such id.</exception>
    public string Decode(ReadOnlySpan<int> tokens)
    {
        var text = new StringBuilder(tokens.Length);
        foreach (int token in tokens)
        {
            text.Append((uint)token < (uint)Count
                ? Characters[token]
                : throw new ArgumentException($"There is no id {token} among {Count}.", nameof(tokens)));
        }

        return text.ToString();
    }

    private int IdOf(Rune character) => ids.TryGetValue(character, out int id)
        ? id
        : throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture, $"The character U+{character.Value:X4} is none of the {Count} that occur in training."));
}
