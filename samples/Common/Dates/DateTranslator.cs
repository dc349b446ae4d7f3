using System.Runtime.InteropServices;
using CompiledNets;

namespace Samples.Dates;

/// <summary>Translates with a network: it reads a text once, and is then asked for one character after another.</summary>
public abstract class DateTranslator
{
    private readonly float[] attention;
    private readonly List<float> looked = [];

    /// <param name="width">Hypotheses that are followed at the same time; 1 is greedy.</param>
    protected DateTranslator(int width)
    {
        Search = new BeamSearch(width, DateData.Characters, DateData.End, DateData.Steps);
        attention = new float[width * DateData.Length];
    }

    /// <summary>Decodes; derived classes add what the network keeps of each hypothesis.</summary>
    protected BeamSearch Search { get; }

    /// <summary>The text's date, as the network has it.</summary>
    public string Translate(string text)
    {
        looked.Clear();
        Encode(DateData.Tokens(text));
        BeamHypothesis best = Search.Run(DateData.End, (before, positions, logProbabilities) =>
        {
            Step(before, positions, logProbabilities, attention);
            looked.AddRange(attention.AsSpan(0, text.Length));
        })[0];
        return DateData.Tokenizer.Decode(best.Tokens.AsSpan());
    }

    /// <summary>Says how unseen dates are translated, and shows where a greedy translator looks.</summary>
    public static void Judge(SampleRun run, DateData dates, DateTranslator greedy, DateTranslator beam)
    {
        foreach (DatePair pair in dates.Test.Take(5))
        {
            Console.WriteLine($"{pair.Text} is {beam.Translate(pair.Text)}");
        }

        const string Shown = "thursday the 3rd of march 1994";
        string[] written = [.. Letters(greedy.Translate(Shown)), "end"];
        run.Report.HeatMap("Where it looks for each character", written, Letters(Shown), CollectionsMarshal.AsSpan(greedy.looked));
        run.Result("exact match, greedy", ExactMatch(greedy));
        run.Result($"exact match, beam of {beam.Search.Width}", ExactMatch(beam));

        double ExactMatch(DateTranslator translator) => dates.Test.Average(pair => translator.Translate(pair.Text) == pair.Date ? 1.0 : 0);
        static string[] Letters(string text) => [.. text.Select(letter => letter.ToString())];
    }

    /// <summary>Reads a text, (40), into the first rows of the search's states.</summary>
    protected abstract void Encode(int[] text);

    /// <summary>Asks for the next character of each hypothesis.</summary>
    /// <param name="before">The character before it, (width).</param>
    /// <param name="positions">How many came before that one, (width).</param>
    /// <param name="logProbabilities">Of each character, (width, characters).</param>
    /// <param name="attention">How much of the attention goes to each character of the text, (width, 40).</param>
    protected abstract void Step(
        ReadOnlySpan<int> before, ReadOnlySpan<int> positions, Span<float> logProbabilities, Span<float> attention);
}
