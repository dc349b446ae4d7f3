using System.Collections.Immutable;
using CompiledNets.Analyzers;
using CompiledNets.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Tests.Support;

/// <summary>A workspace as an editor has one: a project with our generator and analyzer, and what they say about its documents.</summary>
internal static class Editor
{
    private const string Usings = "global using System; global using CompiledNets; global using static CompiledNets.Ops;";

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(INetwork).Assembly.Location),
    ];

    /// <summary>A project of these documents, <c>Net0.cs</c> and so on, and of one with the usual directives.</summary>
    public static Project Open(params string[] sources) => Open(OutputKind.DynamicallyLinkedLibrary, Usings, sources);

    public static Project Open(OutputKind kind, string usings, params string[] sources)
    {
        var id = ProjectId.CreateNewId();
        Solution solution = new AdhocWorkspace().CurrentSolution
            .AddProject(ProjectInfo.Create(
                id, VersionStamp.Default, "Networks", "Networks", LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable),
                parseOptions: CSharpParseOptions.Default,
                metadataReferences: References,
                analyzerReferences: [new GeneratorReference()]))
            .AddDocument(DocumentId.CreateNewId(id), "Usings.cs", SourceText.From(usings), filePath: "Usings.cs");
        for (int index = 0; index < sources.Length; index++)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(id), $"Net{index}.cs", SourceText.From(sources[index]), filePath: $"Net{index}.cs");
        }

        return solution.GetProject(id)!;
    }

    /// <summary>The same project as editors see it before the generator has run.</summary>
    public static Project WithoutGenerator(this Project project) => project.WithAnalyzerReferences([]);

    /// <summary>The document number <paramref name="index"/> of a project, in the order of <see cref="Open(string[])"/>.</summary>
    public static Document Net(this Project project, int index = 0) => project.Documents.Single(document => document.Name == $"Net{index}.cs");

    public static async Task<string> Text(this Document document) => (await document.GetTextAsync()).ToString();

    /// <summary>What our analyzer reports, in source order.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Findings(this Project project)
    {
        Compilation compilation = (await project.GetCompilationAsync())!;
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(finding => finding.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(finding => finding.Location.SourceSpan.Start)];
    }

    /// <summary>All that an editor would list: our findings, and the C# compiler's errors and warnings in what users wrote.</summary>
    public static async Task<string[]> Complaints(this Project project)
    {
        Compilation compilation = (await project.GetCompilationAsync())!;
        return
        [
            .. (await project.Findings()).Select(finding => finding.ToString()),
            .. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString()),
        ];
    }

    private sealed class GeneratorReference : AnalyzerReference
    {
        private readonly ImmutableArray<ISourceGenerator> generators = [new NetworkGenerator().AsSourceGenerator()];

        public override string FullPath => "";

        public override object Id => nameof(NetworkGenerator);

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => generators;
    }
}
