using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Analyzers.Tests.Support;

/// <summary>A source whose expected diagnostics are marked where they stand: <c>{|CN1003:a + b|}</c>.</summary>
internal sealed record Markup(string Source, IReadOnlyList<string> Expected)
{
    private static readonly Regex Mark = new(@"\{\|(CN[0-9]{4}):(.*?)\|\}", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    public static Markup Parse(string text)
    {
        var expected = new List<string>();
        for (Match mark = Mark.Match(text); mark.Success; mark = Mark.Match(text))
        {
            string marked = mark.Groups[2].Value;
            expected.Add(Describe(mark.Groups[1].Value, mark.Index, marked));
            text = text[..mark.Index] + marked + text[(mark.Index + mark.Length)..];
        }

        return new Markup(text, expected);
    }

    /// <summary>A diagnostic in the form of <see cref="Expected"/>.</summary>
    public static string Describe(Diagnostic diagnostic)
    {
        string text = diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
        return Describe(diagnostic.Id, diagnostic.Location.SourceSpan.Start, text);
    }

    private static string Describe(string id, int start, string text) => $"{id} at {start}: {text}";
}
