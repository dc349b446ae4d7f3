using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>Numbers for the different texts of a column: classes and other categories.</summary>
/// <example><code>
/// Categories kinds = Categories.Fit(train.Text("kind"));
/// int[] labels = kinds.Encode(train.Text("kind"));
/// </code></example>
public sealed class Categories
{
    private const string Kind = "categories";

    private readonly Dictionary<string, int> numbers;
    private readonly bool hasUnknown;

    private Categories(ImmutableArray<string> names, bool hasUnknown)
    {
        Names = names;
        this.hasUnknown = hasUnknown;
        numbers = names.Select((name, number) => (name, number)).ToDictionary(one => one.name, one => one.number, StringComparer.Ordinal);
    }

    /// <summary>The texts, by their numbers: in ordinal order.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>How many numbers there are: the texts, and one more where others have a number of their own.</summary>
    public int Count => Names.Length + (hasUnknown ? 1 : 0);

    /// <summary>Gives each different text a number.</summary>
    /// <param name="train">The texts of the training data.</param>
    /// <param name="unknown">Whether texts that are not among them share one more number, the last; else
    /// <see cref="Encode"/> refuses them.</param>
    public static Categories Fit(IEnumerable<string> train, bool unknown = false)
    {
        ArgumentNullException.ThrowIfNull(train);
        return new Categories([.. train.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], unknown);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is something else, or damaged.</exception>
    public static Categories Load(string path)
    {
        ConstantsFile file = ConstantsFile.Load(path, Kind);
        return file.Words.Distinct(StringComparer.Ordinal).Count() == file.Words.Length
            ? new Categories([.. file.Words], file.Array("unknown") is [not 0])
            : throw new InvalidDataException($"'{path}' is a damaged file of {Kind}: it has a text twice.");
    }

    /// <summary>Writes the texts as JSON; a crash leaves the old file.</summary>
    public void Save(string path) => new ConstantsFile(Kind, "", new() { ["unknown"] = [hasUnknown ? 1 : 0] }, [.. Names]).Save(path);

    /// <summary>The texts' numbers.</summary>
    /// <exception cref="ArgumentException">A text is not among those that were fitted, and unknown ones have no number.</exception>
    public int[] Encode(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        int[] encoded = new int[texts.Count];
        for (int i = 0; i < encoded.Length; i++)
        {
            encoded[i] = NumberOf(texts[i]);
        }

        return encoded;
    }

    private int NumberOf(string text) =>
        numbers.TryGetValue(text, out int number) ? number
        : hasUnknown ? Names.Length
        : throw new ArgumentException($"There is no category {NetworkFileException.Quote(text)} among the {Names.Length} that were fitted.");
}
