using System.Globalization;
using System.Runtime.CompilerServices;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledNets.Benchmarks.CompileTime;

/// <summary>A project in memory: a network's file, and another one in which somebody types.</summary>
internal sealed class Project
{
    private const string Usings = "global using System; global using System.Linq; global using System.Collections.Generic;";

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(INetwork).Assembly.Location),
    ];

    private readonly CSharpCompilation compilation;
    private readonly string network;
    private readonly SyntaxTree other;
    private int strokes;

    public Project(string network, params string[] further)
    {
        this.network = network;
        other = Parse("class Other { int Answer() => 0; }", "Other.cs");
        compilation = CSharpCompilation.Create(
            "Networks",
            [Parse(network, "Network.cs"), Parse(Usings, "Usings.cs"), other, .. further.Select((text, index) => Parse(text, $"Further{index}.cs"))],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>The project of a network whose files lie in the repository.</summary>
    public static Project Of(string file, params string[] further) => new(Text(file), [.. further.Select(Text)]);

    /// <summary>Where this source lies, two folders down.</summary>
    public static string RepositoryRoot([CallerFilePath] string source = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "../.."));

    /// <summary>Runs the generator on a project that nobody has seen.</summary>
    public GeneratorDriver Generate() => CSharpGeneratorDriver.Create(new NetworkGenerator()).RunGenerators(compilation.Clone());

    /// <summary>Runs a driver again after a keystroke in the other file.</summary>
    public GeneratorDriver Type(GeneratorDriver driver) => driver.RunGenerators(EditedElsewhere());

    /// <summary>The project after a keystroke in the other file.</summary>
    public CSharpCompilation EditedElsewhere()
    {
        strokes++;
        return compilation.ReplaceSyntaxTree(other, Parse($"class Other {{ int Answer() => {strokes}; }}", "Other.cs"));
    }

    /// <summary>The project after an edit of a number in the network.</summary>
    /// <param name="number">How it stands there, with the name before it: <c>Classes = 1000</c>.</param>
    public CSharpCompilation EditedNetwork(string number)
    {
        strokes++;
        string edited = network.Replace(number, string.Create(CultureInfo.InvariantCulture, $"{number.Split('=')[0]}= {strokes}"), StringComparison.Ordinal);
        return compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Parse(edited, "Network.cs"));
    }

    /// <summary>Calls in the bodies of the network's entry points, helpers inlined and loops unrolled: what a reading reads.</summary>
    public int CallsRead()
    {
        SemanticModel model = compilation.GetSemanticModel(compilation.SyntaxTrees[0]);
        INamedTypeSymbol network = compilation.SyntaxTrees[0].GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Select(declaration => model.GetDeclaredSymbol(declaration)!).Single();
        NetworkSpec spec = NetworkReader.Read(network, compilation, CancellationToken.None).Spec;
        return spec.Entries.Sum(entry => entry.Body.Count);
    }

    /// <summary>The emitted text.</summary>
    public static string Emitted(GeneratorDriver driver) =>
        string.Concat(driver.GetRunResult().Results.Single().GeneratedSources.Select(source => source.SourceText.ToString()));

    private static string Text(string file) => File.ReadAllText(Path.Combine(RepositoryRoot(), file));

    private static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest), path);
}
