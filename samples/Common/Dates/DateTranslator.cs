using System.Runtime.InteropServices;
using CompiledNets;

namespace Samples.Dates;

/// <summary>Asks a network for the next character of each hypothesis.</summary>
/// <param name="before">The character before it, (width).</param>
/// <param name="positions">How many came before that one, (width).</param>
/// <param name="logProbabilities">Of each character, (width, characters).</param>
/// <param name="attention">How much of the attention goes to each character of the text, (width, 40).</param>
public delegate void DateStep(
    ReadOnlySpan<int> before, ReadOnlySpan<int> positions, Span<float> logProbabilities, Span<float> attention);

/// <summary>Translates with a network: it reads a text once, and is then asked for one character after another.</summary>
/// <param name="search">Decodes; the network's step reads and updates its states.</param>
/// <param name="encode">Reads a text, (40), into the first rows of the search's states.</param>
/// <param name="step">Asks for the next character of each hypothesis.</param>
public sealed class DateTranslator(BeamSearch search, Action<int[]> encode, DateStep step)
{
    private const int BeamWidth = 5;

    private readonly float[] attention = new float[search.Width * DateData.Length];
    private readonly List<float> looked = [];

    /// <summary>The text's date, as the network has it.</summary>
    public string Translate(string text)
    {
        looked.Clear();
        encode(DateData.Tokens(text));
        BeamHypothesis best = search.Run(DateData.End, (before, positions, logProbabilities) =>
        {
            step(before, positions, logProbabilities, attention);
            looked.AddRange(attention.AsSpan(0, text.Length));
        })[0];
        return DateData.Tokenizer.Decode(best.Tokens.AsSpan());
    }

    /// <summary>Says how unseen dates are translated, and shows where a greedy translator looks.</summary>
    /// <param name="run">Who is told.</param>
    /// <param name="dates">Whose test part it is.</param>
    /// <param name="translator">Makes a translator of a search, which gets what the network keeps of each hypothesis.</param>
    public static void Judge(SampleRun run, DateData dates, Func<BeamSearch, DateTranslator> translator)
    {
        DateTranslator greedy = translator(Search(width: 1)), beam = translator(Search(BeamWidth));
        foreach (DatePair pair in dates.Test.Take(5))
        {
            Console.WriteLine($"{pair.Text} is {beam.Translate(pair.Text)}");
        }

        const string Shown = "thursday the 3rd of march 1994";
        string[] written = [.. Letters(greedy.Translate(Shown)), "end"];
        run.Report.HeatMap("Where it looks for each character", written, Letters(Shown), CollectionsMarshal.AsSpan(greedy.looked));
        run.Result("exact match, greedy", ExactMatch(greedy));
        run.Result($"exact match, beam of {BeamWidth}", ExactMatch(beam));

        static BeamSearch Search(int width) => new(width, DateData.Characters, DateData.End, DateData.Steps);
        double ExactMatch(DateTranslator judged) => dates.Test.Average(pair => judged.Translate(pair.Text) == pair.Date ? 1.0 : 0);
        static string[] Letters(string text) => [.. text.Select(letter => letter.ToString())];
    }
}
