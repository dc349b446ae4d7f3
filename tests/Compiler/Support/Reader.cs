using System.Globalization;
using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledNets.Compiler.Tests.Support;

/// <summary>Reads networks from source text, as the generator and the analyzer would.</summary>
internal static class Reader
{
    private const string Usings = "using System; using CompiledNets; using static CompiledNets.Ops;\n";

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.Collections.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
    ];

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Networks",
        sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, CSharpParseOptions.Default, $"{index}.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Reads the last class of the first source that is a network. The usual directives are put in front.</summary>
    public static Reading Read(string source, params string[] others) => ReadFrom(Compile([Usings + source, .. others.Select(other => Usings + other)]));

    public static Reading ReadFrom(CSharpCompilation compilation)
    {
        SyntaxTree tree = compilation.SyntaxTrees[0];
        SemanticModel model = compilation.GetSemanticModel(tree);
        INamedTypeSymbol type = tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Select(declaration => model.GetDeclaredSymbol(declaration)!)
            .Last(symbol => symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "NetworkAttribute"));
        return NetworkReader.Read(type, compilation, CancellationToken.None);
    }

    /// <summary>Reads a network that must have no faults.</summary>
    public static NetworkSpec ReadWhole(string source, params string[] others)
    {
        Reading reading = Read(source, others);
        Assert.Equal([], reading.Faults());
        Assert.False(reading.Spec.IsBroken);
        return reading.Spec;
    }

    /// <summary>Reads a network whose members are given, and which must have no faults.</summary>
    public static NetworkSpec ReadMembers(string members) => ReadWhole(Network(members));

    /// <summary>The faults of a network whose members are given: <c>CN0017 @ 'n > 0'</c>.</summary>
    public static string[] FaultsOf(string members) => Read(Network(members)).Faults();

    public static string Network(string members) => $"[Network] public partial class Net {{ {members} }}";

    /// <summary>Each fault as its id and the source it underlines.</summary>
    public static string[] Faults(this Reading reading) => [.. reading.Spec.Faults.Select(fault => $"{fault.Id} @ '{reading.TextAt(fault.Site)}'")];

    /// <summary>A fault as users read it.</summary>
    public static string Message(this Fault fault) =>
        string.Format(CultureInfo.InvariantCulture, Rules.ById[fault.Id].MessageFormat.ToString(CultureInfo.InvariantCulture), [.. fault.Arguments]);

    public static string TextAt(this Reading reading, int site)
    {
        Location location = reading.Sources.Location(site);
        return location.SourceTree!.GetText().ToString(location.SourceSpan);
    }

    /// <summary>A body, one call a line: <c>3: Dense(2) {units=10} dense1 Dense1 of Logits = y</c>.</summary>
    public static string Describe(this EntrySpec entry) =>
        string.Join("\n", entry.Body.Select((node, index) => $"{index}: {node.Describe()}")) + "\n-> "
        + string.Join(", ", entry.Results.Select(result => result.Name + result.Node));

    public static string Describe(this SpecNode node)
    {
        string arguments = string.Join(", ", node.Arguments.Select(argument => $"{argument.Name}={argument.Value.Describe()}"));
        string place = node.Place is { } found ? $" [{found.File} {found.View} {found.Owner}]" : "";
        return $"{node.Op}({string.Join(", ", node.Inputs)}){{{arguments}}}{place}{(node.Name.Length > 0 ? " = " + node.Name : "")}";
    }

    public static string Describe(this Literal literal) => literal switch
    {
        Literal.Number number => FormattableString.Invariant($"{number.Value}"),
        Literal.Flag flag => flag.Value ? "true" : "false",
        Literal.Text text => $"\"{text.Value}\"",
        Literal.Choice choice => choice.Member,
        Literal.Integers list => $"[{string.Join(",", list.Values)}]",
        Literal.Position position => (position.FromEnd ? "^" : "") + position.Value,
        Literal.Range range => $"{range.Start.Describe()}..{range.End.Describe()}",
        _ => throw new InvalidOperationException(literal.ToString()),
    };

    public static EntrySpec Entry(this NetworkSpec spec, string name) => spec.Entries.Single(entry => entry.Name == name);

    /// <summary>The places of an entry point's nodes of some ops: <c>stage1.conv2d1</c>.</summary>
    public static string[] Files(this EntrySpec entry, params string[] ops) =>
        [.. entry.Body.Where(node => ops.Contains(node.Op)).Select(node => node.Place!.File)];
}
