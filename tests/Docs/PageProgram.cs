using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using CompiledNets.Analyzers;
using CompiledNets.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompiledNets.Docs.Tests;

/// <summary>All snippets of a page as one program, which is what a reader who follows the page would have: usings, the statements that run, and
/// the types. Statements that are only compiled stand in methods that nobody calls.</summary>
internal sealed class PageProgram
{
    /// <summary>Stands before what each snippet prints.</summary>
    public const char Mark = '\u0001';

    // What the SDK's implicit usings are, and what a file of networks says.
    private static readonly string[] Usings =
    [
        "using System;", "using System.Collections.Generic;", "using System.IO;", "using System.Linq;", "using System.Threading;",
        "using System.Threading.Tasks;", "using CompiledNets;", "using static CompiledNets.Ops;",
    ];

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(INetwork).Assembly.Location),
    ];

    private readonly Compilation compilation;
    private readonly ImmutableArray<Diagnostic> ofGenerator;

    private PageProgram(Compilation compilation, ImmutableArray<Diagnostic> ofGenerator)
    {
        this.compilation = compilation;
        this.ofGenerator = ofGenerator;
    }

    public static PageProgram Of(IReadOnlyList<Snippet> snippets, string page)
    {
        var compilation = CSharpCompilation.Create(
            "Page",
            [CSharpSyntaxTree.ParseText(Text(snippets, page), path: page, encoding: Encoding.UTF8)],
            page.EndsWith("gpu.md", StringComparison.Ordinal) ? [.. References, MetadataReference.CreateFromFile(typeof(ILGPU.Context).Assembly.Location)] : References,
            new CSharpCompilationOptions(
                OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release));
        CSharpGeneratorDriver.Create(new NetworkGenerator())
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out ImmutableArray<Diagnostic> ofGenerator);
        return new PageProgram(generated, ofGenerator);
    }

    /// <summary>What the generator wrote for a network.</summary>
    public string Emitted(string network) =>
        compilation.SyntaxTrees.Single(tree => Path.GetFileName(tree.FilePath) == network + ".g.cs").GetText().ToString();

    /// <summary>Errors and warnings, ours and the C# compiler's, and our hints: <c>guide/losses.md(14,9): warning CS0168: ...</c>.</summary>
    public IEnumerable<string> Problems()
    {
        ImmutableArray<Diagnostic> ofAnalyzer = compilation.WithAnalyzers([new NetworkAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
        return ofGenerator.Concat(ofAnalyzer).Concat(compilation.GetDiagnostics())
            .Where(diagnostic => !diagnostic.IsSuppressed && (diagnostic.Severity is DiagnosticSeverity.Error or DiagnosticSeverity.Warning
                || (diagnostic.Severity == DiagnosticSeverity.Info && diagnostic.Id.StartsWith("CN", StringComparison.Ordinal))))
            .Select(diagnostic => diagnostic.ToString());
    }

    /// <summary>What a network's static method without arguments returns.</summary>
    public string Static(string network, string method) =>
        (string)Load().GetType(network)!.GetMethod(method)!.Invoke(null, null)!;

    /// <summary>Runs the program in a folder of its own, and returns what it prints.</summary>
    public string Run()
    {
        MethodInfo main = Load().EntryPoint!;
        (TextWriter console, string folder) = (Console.Out, Environment.CurrentDirectory);
        DirectoryInfo own = Directory.CreateTempSubdirectory("page");
        using var output = new StringWriter { NewLine = "\n" };
        try
        {
            Console.SetOut(output);
            Environment.CurrentDirectory = own.FullName;
            main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [Array.Empty<string>()], null);
            return output.ToString();
        }
        finally
        {
            Console.SetOut(console);
            Environment.CurrentDirectory = folder;
            own.Delete(recursive: true);
        }
    }

    private Assembly Load()
    {
        using var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream).Success);
        stream.Position = 0;
        return new AssemblyLoadContext(null).LoadFromStream(stream);
    }

    private static string Text(IReadOnlyList<Snippet> snippets, string page)
    {
        var usings = new SortedSet<string>(Usings, StringComparer.Ordinal);
        StringBuilder statements = new(), types = new();
        for (int index = 0; index < snippets.Count; index++)
        {
            Snippet snippet = snippets[index];
            CompilationUnitSyntax parsed = CSharpSyntaxTree.ParseText(snippet.Code).GetCompilationUnitRoot();
            usings.UnionWith(parsed.Usings.Select(directive => directive.ToString()));
            Add(types, parsed.Members.Where(member => member is not GlobalStatementSyntax), snippet, page);
            MemberDeclarationSyntax[] own = [.. parsed.Members.OfType<GlobalStatementSyntax>()];
            if (snippet.Runs)
            {
                statements.Append($"Console.WriteLine(\"\\u0001{index}\");\n");
                Add(statements, own, snippet, page);
            }
            else if (own.Length > 0)
            {
                string kind = own.Any(statement => statement.DescendantTokens().Any(token => token.IsKind(SyntaxKind.AwaitKeyword))) ? "async Task" : "void";
                statements.Append($"#pragma warning disable CS8321\n{kind} Snippet{index}()\n{{\n");
                Add(statements, own, snippet, page);
                statements.Append("}\n#pragma warning restore CS8321\n");
            }
        }

        return $"{string.Join("\n", usings)}\n{statements}\nreturn;\n{types}";
    }

    /// <summary>Adds code such that compilers name its place on the page.</summary>
    private static void Add(StringBuilder text, IEnumerable<MemberDeclarationSyntax> members, Snippet snippet, string page)
    {
        foreach (MemberDeclarationSyntax member in members)
        {
            int line = snippet.Line + member.SyntaxTree.GetLineSpan(member.FullSpan).StartLinePosition.Line;
            text.Append($"#line {line} \"{page}\"\n{member.ToFullString().TrimEnd()}\n#line default\n");
        }
    }
}
