using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CompiledNets.Analyzers.Tests.Support;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompiledNets.Analyzers.Tests;

/// <summary>Each rule's page tells the truth: its first example is reported as printed, message and span, and its second is clean.</summary>
public sealed class RulePages
{
    private static readonly Regex Block = new("```(csharp|text)\n(.*?)\n```", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    public static TheoryData<string> Ids => [.. Rules.ById.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void EveryPage_IsOfARule() => Assert.Equal(
        Rules.ById.Keys.Order(StringComparer.Ordinal),
        Directory.GetFiles(Folder(), "CN*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_LinksToItsPage(string id)
    {
        DiagnosticDescriptor rule = Rules.ById[id];

        Assert.Equal($"{Rules.Pages}{id}.md", rule.HelpLinkUri);
        Assert.EndsWith("/docs/rules/", Rules.Pages, StringComparison.Ordinal);
        Assert.StartsWith($"# {id}: {rule.Title}\n", Page(id), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void FirstExample_IsReportedAsPrinted(string id)
    {
        (string bad, string report, _) = Examples(id);
        Outcome outcome = Rules.ById[id].IsEnabledByDefault ? Workbench.Run(bad) : Workbench.Run(On(Workbench.Compile(bad), id));

        Assert.Equal([id], outcome.Findings.Select(finding => finding.Id));
        Assert.Equal(report, Rendering.Of(outcome.Findings));
        Assert.Empty(outcome.CompilerErrors);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void SecondExample_IsClean(string id) => Check.IsClean(Examples(id).Good);

    [Fact]
    public void Overview_ListsEveryRule()
    {
        string overview = Read("README.md");

        Assert.All(Rules.ById.Values, rule => Assert.Contains($"| [{rule.Id}]({rule.Id}.md) | {rule.Title} |", overview, StringComparison.Ordinal));
    }

    private static CSharpCompilation On(CSharpCompilation compilation, string id) => compilation.WithOptions(
        compilation.Options.WithSpecificDiagnosticOptions([new KeyValuePair<string, ReportDiagnostic>(id, ReportDiagnostic.Info)]));

    private static (string Bad, string Report, string Good) Examples(string id)
    {
        string[] blocks = [.. Block.Matches(Page(id)).Select(block => block.Groups[2].Value)];
        Assert.Equal(3, blocks.Length);
        return (blocks[0], blocks[1], blocks[2]);
    }

    private static string Page(string id) => Read(id + ".md");

    private static string Read(string file) => File.ReadAllText(Path.Combine(Folder(), file)).Replace("\r\n", "\n");

    private static string Folder([CallerFilePath] string testFile = "") =>
        Path.Combine(Path.GetDirectoryName(testFile)!, "../../docs/rules");
}
