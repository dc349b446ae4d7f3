using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Analyzers.Tests;

/// <summary>The release tracking files say which version has which rule. RS2000 and RS2002 see to the ids; what else a row says is checked here,
/// since descriptors are made by helpers that those cannot look into.</summary>
public sealed class ReleaseTracking
{
    private static readonly Regex Row = new(@"^(CN\d{4}) \| (\w+) \| (\w+) \| (.+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant);

    [Fact]
    public void EveryRule_HasARowThatTellsItsCategorySeverityAndTitle() => Assert.Equal(
        Rules.ById.Values.Select(rule => $"{rule.Id} | {rule.Category} | {Severity(rule)} | {rule.Title}").Order(StringComparer.Ordinal),
        Rows("Shipped").Concat(Rows("Unshipped")).Order(StringComparer.Ordinal));

    [Fact]
    public void RowsOfAFile_AreInTheOrderOfTheirNumbers() => Assert.Equal(Rows("Unshipped").Order(StringComparer.Ordinal), Rows("Unshipped"));

    private static string Severity(DiagnosticDescriptor rule) => rule.IsEnabledByDefault ? $"{rule.DefaultSeverity}" : "Disabled";

    private static string[] Rows(string file) => [.. Row.Matches(File.ReadAllText(Path.Combine(Folder(), $"AnalyzerReleases.{file}.md")))
        .Select(row => row.Value.Trim())];

    private static string Folder([CallerFilePath] string testFile = "") =>
        Path.Combine(Path.GetDirectoryName(testFile)!, "../../src/Compiler");
}
