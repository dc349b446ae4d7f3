using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CompiledNets.Analyzers.Tests.Support;

namespace CompiledNets.Analyzers.Tests;

/// <summary>docs/errors.md tells the truth of our side: each mistake is reported as printed, and its cure is clean. PyTorch's side is checked by
/// docs/errors.py, which runs the page's Python.</summary>
/// <remarks><c>COMPILEDNETS_CORPUS=write</c> writes what is reported now.</remarks>
public sealed class ErrorsPage
{
    private static readonly Regex Section = new(
        "^## (?<title>[^\n]*)\n.*?```python\n.*?```text\n.*?```csharp\n(?<bad>.*?)\n```\n\n```text\n(?<report>.*?)\n```.*?```csharp\n(?<good>.*?)\n```",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant);

    public static TheoryData<string> Titles => [.. Sections().Select(section => section.Groups["title"].Value)];

    [Fact]
    public void Page_ShowsTenMistakes() => Assert.Equal(10, Titles.Count);

    [Theory]
    [MemberData(nameof(Titles))]
    public void Mistake_IsReportedAsPrintedAndItsCureIsClean(string title)
    {
        Match section = Sections().Single(each => each.Groups["title"].Value == title);
        string report = Rendering.Of(Workbench.Run(section.Groups["bad"].Value).Findings);
        if (Environment.GetEnvironmentVariable("COMPILEDNETS_CORPUS") == "write")
        {
            Group old = section.Groups["report"];
            File.WriteAllText(Path(), Text()[..old.Index] + report + Text()[(old.Index + old.Length)..]);
        }
        else
        {
            Assert.Equal(section.Groups["report"].Value, report);
        }

        Check.IsClean(section.Groups["good"].Value);
    }

    private static IEnumerable<Match> Sections() => Section.Matches(Text());

    private static string Text() => File.ReadAllText(Path()).Replace("\r\n", "\n");

    private static string Path([CallerFilePath] string thisFile = "") => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(thisFile)!, "../../docs/errors.md");
}
