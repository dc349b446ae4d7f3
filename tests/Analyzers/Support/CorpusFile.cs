using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.Analyzers.Tests.Support;

/// <summary>A file of the corpus: networks, and under each line that is wrong a comment with what is reported there.</summary>
/// <remarks><c>//    ^^^ CN1005: 'units' of Dense is 0, but it must be at least 1</c>: the carets underline, and lines that start with as many
/// spaces as a message has go on with it.</remarks>
internal sealed class CorpusFile(string path, string text)
{
    private const int Width = 140;
    private const string Indent = "//          ";

    private static readonly Regex Mark = new(@"^// *(\^+) (CN[0-9]{4}: .*)$", RegexOptions.CultureInvariant);

    public string Path { get; } = path;

    public string Name { get; } = System.IO.Path.GetFileNameWithoutExtension(path);

    public string Text { get; } = text;

    /// <summary>The names of all files.</summary>
    public static IEnumerable<string> Names() =>
        Directory.GetFiles(Folder(), "*.cs").Select(System.IO.Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!;

    /// <summary>All files as they are on the disk.</summary>
    public static IReadOnlyList<CorpusFile> All() => [.. Names()
        .Select(name => System.IO.Path.Combine(Folder(), name + ".cs"))
        .Select(file => new CorpusFile(file, File.ReadAllText(file).Replace("\r\n", "\n")))];

    /// <summary>What the comments say: id, line, columns and message.</summary>
    public IReadOnlyList<string> Expected()
    {
        var expected = new List<string>();
        string[] lines = Text.Split('\n');
        int code = -1;
        for (int line = 0; line < lines.Length; line++)
        {
            if (Mark.Match(lines[line]) is { Success: true } mark)
            {
                var message = new StringBuilder(mark.Groups[2].Value);
                for (; IsContinuation(lines, line + 1); line++)
                {
                    message.Append(' ').Append(lines[line + 1][Indent.Length..]);
                }

                expected.Add(Entry(code, mark.Groups[1].Index, mark.Groups[1].Length, message.ToString()));
            }
            else
            {
                code = line;
            }
        }

        return expected;
    }

    /// <summary>A finding in the form of <see cref="Expected"/>.</summary>
    public string Describe(Diagnostic finding)
    {
        var (line, start, length) = Underline(finding);
        return Entry(line, start, length, $"{finding.Id}: {Check.Message(finding)}");
    }

    /// <summary>The text with comments about what was found in it, instead of those that it has.</summary>
    public string Marked(IEnumerable<Diagnostic> findings)
    {
        ILookup<int, Diagnostic> byLine = findings.OrderBy(finding => finding.Location.SourceSpan.Start).ToLookup(finding => Underline(finding).Line);
        string[] lines = Text.Split('\n');
        var marked = new List<string>();
        for (int line = 0; line < lines.Length; line++)
        {
            if (Mark.IsMatch(lines[line]))
            {
                for (; IsContinuation(lines, line + 1); line++)
                {
                }

                continue;
            }

            marked.Add(lines[line]);
            foreach (Diagnostic finding in byLine[line])
            {
                var (_, start, length) = Underline(finding);
                marked.Add(Wrapped($"//{new string(' ', Math.Max(start - 2, 0))}{new string('^', length)} {finding.Id}: {Check.Message(finding)}"));
            }
        }

        return string.Join("\n", marked);
    }

    private static bool IsContinuation(string[] lines, int line) =>
        line < lines.Length && lines[line].StartsWith(Indent, StringComparison.Ordinal) && !Mark.IsMatch(lines[line]);

    private static string Entry(int line, int start, int length, string message) => $"({line + 1},{start + 1}-{start + length}) {message}";

    // What goes on in further lines is underlined to the end of the first.
    private static (int Line, int Start, int Length) Underline(Diagnostic finding)
    {
        FileLinePositionSpan place = finding.Location.GetLineSpan();
        TextLine first = finding.Location.SourceTree!.GetText().Lines[place.StartLinePosition.Line];
        int end = Math.Min(finding.Location.SourceSpan.End, first.End) - first.Start;
        return (place.StartLinePosition.Line, place.StartLinePosition.Character, end - place.StartLinePosition.Character);
    }

    private static string Wrapped(string text)
    {
        var lines = new StringBuilder();
        while (text.Length > Width && text.LastIndexOf(' ', Width) is var cut && cut > Math.Max(Indent.Length, text.IndexOf(": ", StringComparison.Ordinal) + 1))
        {
            lines.Append(text, 0, cut).Append('\n');
            text = Indent + text[(cut + 1)..];
        }

        return lines.Append(text).ToString();
    }

    private static string Folder([CallerFilePath] string thisFile = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(thisFile)!, "../Corpus");
}
