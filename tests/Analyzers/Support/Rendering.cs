using System.Text;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Analyzers.Tests.Support;

/// <summary>Shows findings as the rules' pages do: the message, and under it the line with what is underlined.</summary>
internal static class Rendering
{
    private const int Width = 120;

    public static string Of(IEnumerable<Diagnostic> findings) => string.Join("\n\n", findings.Select(Of));

    private static string Of(Diagnostic finding)
    {
        FileLinePositionSpan place = finding.Location.GetLineSpan();
        int line = place.StartLinePosition.Line;
        string source = finding.Location.SourceTree!.GetText().Lines[line].ToString();
        int start = place.StartLinePosition.Character;
        int end = place.EndLinePosition.Line == line ? place.EndLinePosition.Character : source.Length;
        string number = (line + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        string severity = finding.Severity.ToString().ToLowerInvariant();
        return $"""
            {Wrapped($"{severity} {finding.Id}: {Check.Message(finding)}")}

            {number} | {source}
            {new string(' ', number.Length)} | {new string(' ', start)}{new string('^', end - start)}
            """.Replace("\r", "");
    }

    private static string Wrapped(string text)
    {
        var lines = new StringBuilder();
        int length = 0;
        foreach (string word in text.Split(' '))
        {
            bool breaks = length > 0 && length + 1 + word.Length > Width;
            lines.Append(length == 0 ? "" : breaks ? "\n" : " ").Append(word);
            length = breaks ? word.Length : length + word.Length + (length == 0 ? 0 : 1);
        }

        return lines.ToString();
    }
}
