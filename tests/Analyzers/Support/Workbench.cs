using System.Collections.Immutable;
using CompiledNets.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompiledNets.Analyzers.Tests.Support;

/// <summary>What an editor shows for a source: our findings, and what the C# compiler says once code was generated.</summary>
/// <param name="Findings">The analyzer's diagnostics in source order, those that were suppressed left out.</param>
/// <param name="CompilerErrors">Errors of the C# compiler and of the generator.</param>
internal sealed record Outcome(ImmutableArray<Diagnostic> Findings, ImmutableArray<Diagnostic> CompilerErrors);

/// <summary>Compiles sources with the generator, and analyses what comes out, as an editor does.</summary>
internal static class Workbench
{
    public const string FileName = "Net.cs";

    // Tests are about networks: the usual directives stand in a file of their own, so that lines are those of the network.
    private static readonly SyntaxTree Usings = CSharpSyntaxTree.ParseText(
        "global using System; global using CompiledNets; global using static CompiledNets.Ops;", path: "Usings.cs");

    // One compilation that all others grow from, so that references are read once.
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Networks",
        [Usings],
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
                .Select(path => MetadataReference.CreateFromFile(path)),
            MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
            MetadataReference.CreateFromFile(typeof(INetwork).Assembly.Location),
        ],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static Outcome Run(string source, params string[] others) => Run(Compile(source, others));

    public static CSharpCompilation Compile(string source, params string[] others) => Empty.AddSyntaxTrees(
        [Parse(source, FileName), .. others.Select((other, index) => Parse(other, $"Other{index}.cs"))]);

    public static CSharpCompilation CompileFiles(IEnumerable<(string Path, string Text)> files) =>
        Empty.AddSyntaxTrees(files.Select(file => Parse(file.Text, file.Path)));

    public static Outcome Run(CSharpCompilation compilation)
    {
        CSharpGeneratorDriver.Create(new NetworkGenerator())
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out ImmutableArray<Diagnostic> ofGenerator);
        return new Outcome(Findings(generated), [.. ofGenerator, .. generated.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)]);
    }

    /// <summary>The analyzer's diagnostics in source order, those that were suppressed left out.</summary>
    public static ImmutableArray<Diagnostic> Findings(Compilation compilation)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> findings = new CompilationWithAnalyzers(compilation, [new NetworkAnalyzer(), new InlineShapeAnalyzer()], options)
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
        return [.. findings.OrderBy(finding => finding.Location.SourceSpan.Start).ThenBy(finding => finding.Id, StringComparer.Ordinal)];
    }

    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default, path);
}
