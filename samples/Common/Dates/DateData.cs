using System.Globalization;
using CompiledNets;

namespace Samples.Dates;

/// <summary>Dates to learn from and others to judge by: no day is in both, however it is written.</summary>
/// <param name="Train">To learn from.</param>
/// <param name="Test">To judge by.</param>
public sealed record DateData(DatePair[] Train, DatePair[] Test)
{
    /// <summary>Characters of a text, which is filled up with <see cref="End"/>.</summary>
    public const int Length = 40;

    /// <summary>Characters of "1994-03-03" and the end.</summary>
    public const int Steps = 11;

    /// <summary>Different characters.</summary>
    public const int Characters = 42;

    /// <summary>A new line: it comes before a date, after it, and fills texts up.</summary>
    public const int End = 0;

    /// <summary>What <c>--data</c> wants, for help.</summary>
    public const string Help = "Lines of a date as people write it, a tab, and the same as 1994-03-03. Without it, the program writes dates itself.";

    private const int Written = 20_000;

    /// <summary>The ids of characters.</summary>
    public static CharTokenizer Tokenizer { get; } = CharTokenizer.Fit("\n ,-./0123456789abcdefghijklmnopqrstuvwxyz");

    /// <summary>Reads a file, or writes dates of the years 1900 to 2099. One day in ten is to judge by.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A line is no such pair, or there are too few days.</exception>
    public static DateData Load(string? path)
    {
        // Apart from --seed, so that runs of different seeds can be compared.
        var random = new Random(1);
        DatePair[] pairs = path is null ? Write(random) : Read(path);
        string[] days = [.. pairs.Select(pair => pair.Date).Distinct().Order(StringComparer.Ordinal)];
        if (days.Length < 10)
        {
            throw new InvalidDataException($"'{path}' has {days.Length} days, of which one in ten is to judge by.");
        }

        random.Shuffle(days);
        HashSet<string> unseen = [.. days.Take(days.Length / 10)];
        return new DateData([.. pairs.Where(pair => !unseen.Contains(pair.Date))], [.. pairs.Where(pair => unseen.Contains(pair.Date))]);
    }

    /// <summary>Columns <c>text</c> (40), <c>date</c> (11), and <c>before</c> (11): of each character of the date the one before it, which a
    /// decoder is told while it learns (teacher forcing; Williams and Zipser 1989).</summary>
    public static Dataset Encode(IReadOnlyList<DatePair> pairs) => Dataset.Create()
        .With("text", [.. pairs.SelectMany(pair => Tokens(pair.Text))], Length)
        .With("before", [.. pairs.SelectMany(pair => Tokenizer.Encode("\n" + pair.Date))], Steps)
        .With("date", [.. pairs.SelectMany(pair => Tokenizer.Encode(pair.Date + "\n"))], Steps);

    /// <summary>The ids of a text, filled up to (40).</summary>
    public static int[] Tokens(string text) => Tokenizer.Encode(text.PadRight(Length, '\n'));

    private static DatePair[] Write(Random random)
    {
        DateOnly first = new(1900, 1, 1), last = new(2099, 12, 31);
        return [.. Enumerable.Range(0, Written).Select(_ =>
        {
            DateOnly day = first.AddDays(random.Next(last.DayNumber - first.DayNumber + 1));
            return new DatePair(DateText.Write(day, random.Next(DateText.Ways)), Iso(day));
        })];
    }

    private static DatePair[] Read(string path)
    {
        Table table = Table.ReadTsv(path, TableFormat.Tsv with { HasHeader = false, Names = ["text", "date"] });
        return [.. table.Text("text").Zip(table.Text("date"), (text, date) => Check(path, new DatePair(text.ToLowerInvariant(), date)))];
    }

    private static DatePair Check(string path, DatePair pair)
    {
        string problem = !DateOnly.TryParseExact(pair.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? "is no date like 1994-03-03"
            : pair.Text.Length > Length ? $"is for a text of more than {Length} characters"
            : pair.Text.EnumerateRunes().Except(Tokenizer.Characters).Any() ? "is for a text with other characters than letters, digits and ' ,-./'"
            : "";
        return problem.Length == 0 ? pair : throw new InvalidDataException($"'{path}': '{pair.Date}' {problem}: '{pair.Text}'.");
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
