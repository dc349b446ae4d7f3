using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledNets.Analyzers.Tests.Support;

/// <summary>The corpus, analysed once.</summary>
/// <remarks>As it is typed: code for so many networks takes C# half a minute to compile, and other tests compile what is emitted.</remarks>
public sealed class Corpus
{
    // What only emitted code mends: a body for each part, and the constructor with a seed.
    private static readonly string[] Unemitted = ["CS8795", "CS1739"];

    public Corpus()
    {
        Files = Environment.GetEnvironmentVariable("COMPILEDNETS_CORPUS") == "write" ? Write() : CorpusFile.All();
        CSharpCompilation compilation = Compile(Files);
        Findings = Compared(compilation);
        CompilerErrors = [.. compilation.GetDiagnostics().Where(error => error.Severity == DiagnosticSeverity.Error && !Unemitted.Contains(error.Id))];
        Cases = [.. compilation.SyntaxTrees.SelectMany(tree => CorpusCase.In(tree, [.. Findings[tree.FilePath]]))];
    }

    internal IReadOnlyList<CorpusFile> Files { get; }

    /// <summary>What was found, by the file's path.</summary>
    internal ILookup<string, Diagnostic> Findings { get; }

    internal IReadOnlyList<Diagnostic> CompilerErrors { get; }

    internal IReadOnlyList<CorpusCase> Cases { get; }

    private static CSharpCompilation Compile(IEnumerable<CorpusFile> files) => Workbench.CompileFiles(files.Select(file => (file.Path, file.Text)));

    /// <summary>Hints are compared where a file is about them.</summary>
    private static ILookup<string, Diagnostic> Compared(CSharpCompilation compilation) => Workbench.Findings(compilation)
        .Where(finding => finding.Severity > DiagnosticSeverity.Info
            || finding.Location.SourceTree!.ToString().Contains($" {finding.Id}:", StringComparison.Ordinal))
        .ToLookup(finding => finding.Location.SourceTree!.FilePath);

    // Messages name lines, which the comments above move: written again until they stay.
    private static IReadOnlyList<CorpusFile> Write()
    {
        IReadOnlyList<CorpusFile> files = CorpusFile.All();
        for (int round = 0; round < 3; round++)
        {
            ILookup<string, Diagnostic> found = Compared(Compile(files));
            files = [.. files.Select(file => new CorpusFile(file.Path, file.Marked(found[file.Path])))];
        }

        foreach (CorpusFile file in files)
        {
            File.WriteAllText(file.Path, file.Text);
        }

        return files;
    }
}

/// <summary>One network of the corpus.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Ids">What is reported in it.</param>
/// <param name="Calls">Methods that it calls, ops among them.</param>
/// <param name="Layers">Attributes that it has, layers among them.</param>
/// <param name="WrongCalls">Those at which something is reported.</param>
/// <param name="WrongLayers">Likewise.</param>
internal sealed record CorpusCase(string Name, string[] Ids, string[] Calls, string[] Layers, string[] WrongCalls, string[] WrongLayers)
{
    public bool IsWrong => Ids.Length > 0;

    /// <summary>The networks of a file: classes with the attribute, each with all of its declarations.</summary>
    public static IEnumerable<CorpusCase> In(SyntaxTree tree, Diagnostic[] findings)
    {
        ILookup<string, TypeDeclarationSyntax> types = tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().ToLookup(type => type.Identifier.ValueText);
        foreach (IGrouping<string, TypeDeclarationSyntax> type in types.Where(type => type.SelectMany(AttributesOf).Contains("Network")))
        {
            Diagnostic[] own = [.. findings.Where(finding => type.Any(declaration => declaration.Span.Contains(finding.Location.SourceSpan)))];
            SyntaxNode[] places = [.. own.Select(finding => Place(tree.GetRoot().FindNode(finding.Location.SourceSpan, getInnermostNodeForTie: true)))];
            yield return new CorpusCase(
                type.Key,
                [.. own.Select(finding => finding.Id)],
                [.. type.SelectMany(declaration => declaration.DescendantNodes().OfType<InvocationExpressionSyntax>()).Select(NameOf)],
                [.. type.SelectMany(AttributesOf)],
                [.. places.OfType<InvocationExpressionSyntax>().Select(NameOf)],
                [.. places.OfType<AttributeSyntax>().Select(NameOf)]);
        }
    }

    /// <summary>The call or the attribute that a finding is about; a name is no call.</summary>
    private static SyntaxNode Place(SyntaxNode found) => found.AncestorsAndSelf()
        .First(node => node is AttributeSyntax or MemberDeclarationSyntax || (node is InvocationExpressionSyntax call && NameOf(call) != "nameof"));

    private static IEnumerable<string> AttributesOf(TypeDeclarationSyntax type) => type.DescendantNodes().OfType<AttributeSyntax>().Select(NameOf);

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression.ToString();

    private static string NameOf(AttributeSyntax attribute) => attribute.Name is SimpleNameSyntax name ? name.Identifier.ValueText : "";
}
