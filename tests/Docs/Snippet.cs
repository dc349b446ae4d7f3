using System.Text.RegularExpressions;

namespace CompiledNets.Docs.Tests;

/// <summary>A block of C# on a page. <c>```csharp</c> is compiled, <c>```csharp run</c> also runs, and a text block that follows it is what
/// it prints. A comment <c>&lt;!-- csharp ... --&gt;</c> is code that readers need not see: it runs.</summary>
/// <param name="Line">Where its code begins on the page, from 1 on.</param>
/// <param name="Prints">What the page says that it prints, or null.</param>
internal sealed record Snippet(string Code, int Line, bool Runs, string? Prints)
{
    private static readonly Regex Block = new(
        @"^(?:```csharp(?<run> run)?\n(?<code>.*?)^```\n|<!-- csharp\n(?<hidden>.*?)^-->\n)(?:\n?```text\n(?<prints>.*?)^```$)?",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant);

    /// <summary>The snippets of a page, in order.</summary>
    public static IReadOnlyList<Snippet> Of(string page) =>
    [
        .. Block.Matches(page).Select(block =>
        {
            bool isHidden = block.Groups["hidden"].Success;
            Group code = block.Groups[isHidden ? "hidden" : "code"];
            return new Snippet(
                code.Value, 1 + page.AsSpan(0, code.Index).Count('\n'), isHidden || block.Groups["run"].Success,
                block.Groups["prints"].Success ? block.Groups["prints"].Value.TrimEnd('\n') : null);
        }),
    ];
}
