using System.Text;
using CompiledNets;

namespace Samples;

/// <summary>A text, character by character: its beginning to learn from, its end to judge by.</summary>
/// <param name="Description">Where it comes from.</param>
/// <param name="Characters">Gives characters their ids.</param>
/// <param name="Train">Ids of the first nine tenths.</param>
/// <param name="Validation">Ids of the last tenth.</param>
public sealed record TextData(string Description, CharTokenizer Characters, int[] Train, int[] Validation)
{
    /// <summary>What <c>--data</c> wants, for help.</summary>
    public const string Help = "A text file. Without it, the program makes tales up.";

    private static readonly string[] Who = ["the king", "an old sailor", "the miller", "a grey cat", "the queen", "a young thief"];
    private static readonly string[] Where = ["in the garden", "by the river", "at the gate", "under the moon", "on the hill"];
    private static readonly string[] Does = ["sleeps", "waits", "sings", "walks", "dreams", "laughs"];

    /// <summary>Reads a text, or makes one up.</summary>
    /// <param name="path">A file of UTF-8, or null.</param>
    /// <param name="vocabulary">How many different characters there may be.</param>
    /// <param name="context">How long the pieces are that will be learned from: both parts must hold one.</param>
    /// <exception cref="InvalidDataException">It has more characters, or is too short.</exception>
    public static TextData Load(string? path, int vocabulary, int context)
    {
        string text = path is null ? MakeUp(600) : File.ReadAllText(path);
        CharTokenizer characters = CharTokenizer.Fit(text);
        if (characters.Count > vocabulary)
        {
            throw new InvalidDataException($"'{path}' has {characters.Count} different characters, and the network takes {vocabulary}.");
        }

        int[] ids = characters.Encode(text);
        int cut = ids.Length * 9 / 10;
        return ids.Length - cut > context
            ? new TextData(path ?? "made-up tales", characters, ids[..cut], ids[cut..])
            : throw new InvalidDataException($"'{path}' has {ids.Length} characters, too few for pieces of {context}.");
    }

    private static string MakeUp(int sentences)
    {
        var (random, text) = (new Random(1), new StringBuilder());
        for (int i = 0; i < sentences; i++)
        {
            string sentence = random.Next(2) == 0
                ? $"{Of(Who)} {Of(Does)} {Of(Where)}."
                : $"{Of(Where)} {Of(Who)} {Of(Does)}, and {Of(Who)} {Of(Does)} {Of(Where)}.";
            text.Append(char.ToUpperInvariant(sentence[0])).Append(sentence.AsSpan(1)).Append(i % 4 == 3 ? '\n' : ' ');
        }

        return text.ToString();

        string Of(string[] words) => words[random.Next(words.Length)];
    }
}
