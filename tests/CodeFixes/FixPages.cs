using System.Reflection;
using System.Runtime.CompilerServices;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledNets.CodeFixes.Tests;

/// <summary>Every fix is written down where users look for it, and nothing else is.</summary>
public sealed class FixPages
{
    private const string Line = "\nCode fix: ";

    private static IEnumerable<CodeFixProvider> Fixes => typeof(NetworkFix).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<ExportCodeFixProviderAttribute>() is not null)
        .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!);

    private static string[] FixedRules => [.. Fixes.SelectMany(fix => fix.FixableDiagnosticIds).Distinct().Order(StringComparer.Ordinal)];

    [Fact]
    public void AFix_IsOfRulesThatExist() => Assert.Equal([], FixedRules.Except(Rules.ById.Keys));

    [Fact]
    public void TheRulesThatHaveAFix_SayWhatItWrites() => Assert.Equal(
        FixedRules,
        Directory.GetFiles(Docs("rules"), "CN*.md").Where(page => File.ReadAllText(page).Contains(Line, StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void TheGuide_ListsEveryRuleThatHasAFix()
    {
        string guide = File.ReadAllText(Path.Combine(Docs("guide"), "editor.md"));
        Assert.Equal([], FixedRules.Where(id => !guide.Contains($"[{id}](../rules/{id}.md)", StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryFix_IsExportedUnderItsOwnName() => Assert.All(
        Fixes, fix => Assert.Equal(fix.GetType().Name, fix.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>()!.Name));

    private static string Docs(string folder, [CallerFilePath] string testFile = "") =>
        Path.Combine(Path.GetDirectoryName(testFile)!, "../../docs", folder);
}
