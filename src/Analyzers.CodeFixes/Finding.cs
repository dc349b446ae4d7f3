using System.Globalization;
using CompiledNets.CodeFixes.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes;

/// <summary>One diagnostic in its document, with what its rule worked out (<see cref="Compiler.Diagnostics.Facts"/>).</summary>
internal sealed class Finding(Source source, Diagnostic diagnostic)
{
    public Source Source { get; } = source;

    public TextSpan Span => diagnostic.Location.SourceSpan;

    public SyntaxNode Node => Source.NodeAt(Span);

    /// <summary>The layer or op that the diagnostic stands on, or on an argument of.</summary>
    public LayerSyntax? Layer => LayerSyntax.Around(Node, Source.Model);

    /// <summary>What the rule says about <paramref name="name"/>, or null.</summary>
    public string? Fact(string name) => diagnostic.Properties.TryGetValue(name, out string? value) && value is { Length: > 0 } ? value : null;

    /// <summary>Several values of one fact, best first.</summary>
    public string[] List(string name) => Fact(name)?.Split(',') ?? [];

    /// <summary>The node at a place that the rule names, or null.</summary>
    public SyntaxNode? NodeOf(string fact) => Fact(fact) is { } place ? NodeAt(place) : null;

    /// <summary>The layers at several places that the rule names.</summary>
    public IEnumerable<LayerSyntax?> LayersOf(string fact) => List(fact).Select(place => LayerSyntax.Around(NodeAt(place), Source.Model));

    /// <summary>The layer or op at a place that the rule names, or null.</summary>
    public LayerSyntax? LayerOf(string fact) => NodeOf(fact) is { } node ? LayerSyntax.Around(node, Source.Model) : null;

    /// <summary>Reads <c>start:length</c>.</summary>
    private SyntaxNode NodeAt(string place)
    {
        int[] numbers = [.. place.Split(':').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        return Source.NodeAt(new TextSpan(numbers[0], numbers[1]));
    }
}
