using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using CompiledNets.CodeFixes.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledNets.CodeFixes.Tests;

/// <summary>The light bulb over the whole corpus of wrong networks.</summary>
public sealed class CorpusFixes
{
    private static readonly CodeFixProvider[] Fixes =
    [
        .. typeof(NetworkFix).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<ExportCodeFixProviderAttribute>() is not null)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    public static TheoryData<string> Files => [.. Directory.GetFiles(Corpus(), "*.cs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task WhateverIsOffered_MendsTheFinding(string file)
    {
        Project project = Editor.Open(File.ReadAllText(Path.Combine(Corpus(), file))).WithoutGenerator();
        ImmutableArray<Diagnostic> before = await project.Findings();
        int errors = await CountErrors(project);
        foreach (Diagnostic finding in before)
        {
            foreach (CodeAction offer in await Offers(project.Net(), finding))
            {
                Project mended = await offer.Apply(project);
                int left = (await mended.Findings()).Count(each => each.Id == finding.Id), expected = before.Count(each => each.Id == finding.Id) - 1;
                Assert.True(left <= expected, $"'{offer.Title}' leaves {finding}");
                Assert.True(await CountErrors(mended) <= errors, $"After '{offer.Title}' it is no C#");
            }
        }
    }

    private static async Task<int> CountErrors(Project project) =>
        (await project.GetCompilationAsync())!.GetDiagnostics().Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static async Task<List<CodeAction>> Offers(Document document, Diagnostic finding)
    {
        var offered = new List<CodeAction>();
        foreach (CodeFixProvider fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(finding.Id)))
        {
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => offered.Add(action), CancellationToken.None));
        }

        return offered;
    }

    private static string Corpus([CallerFilePath] string testFile = "") => Path.Combine(Path.GetDirectoryName(testFile)!, "../Analyzers/Corpus");
}
