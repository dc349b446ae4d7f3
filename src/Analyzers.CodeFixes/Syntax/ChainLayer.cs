using System.Collections.Immutable;
using CompiledNets.Compiler;
using CompiledNets.Compiler.FrontEnd;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Syntax;

/// <summary>A layer as an attribute: <c>[Conv2D(32, 3, Stride = 2), ReLU]</c>.</summary>
internal sealed class ChainLayer : LayerSyntax
{
    private const string Suffix = "Attribute";

    private readonly AttributeSyntax attribute;
    private readonly IMethodSymbol constructor;

    private ChainLayer(AttributeSyntax attribute, IMethodSymbol constructor)
    {
        this.attribute = attribute;
        this.constructor = constructor;
    }

    public static ChainLayer? Of(AttributeSyntax attribute, SemanticModel model) =>
        model.GetSymbolInfo(attribute).Symbol is IMethodSymbol constructor && Vocabulary.IsLayer(constructor.ContainingType)
            ? new ChainLayer(attribute, constructor)
            : null;

    public override string Op => constructor.ContainingType.Name.Substring(0, constructor.ContainingType.Name.Length - Suffix.Length);

    public override SyntaxNode Syntax => attribute;

    private SeparatedSyntaxList<AttributeSyntax> Neighbours => ((AttributeListSyntax)attribute.Parent!).Attributes;

    public override ExpressionSyntax? Argument(string name)
    {
        IEnumerable<AttributeArgumentSyntax> arguments = attribute.ArgumentList?.Arguments ?? [];
        int position = 0;
        foreach (AttributeArgumentSyntax argument in arguments)
        {
            string found = argument.NameEquals?.Name.Identifier.ValueText ?? argument.NameColon?.Name.Identifier.ValueText
                ?? constructor.Parameters.ElementAtOrDefault(position++)?.Name ?? "";
            if (found == name || found == Names.Pascal(name))
            {
                return argument.Expression;
            }
        }

        return null;
    }

    public override string Named(string argument, string value) => $"{Names.Pascal(argument)} = {value}";

    public override TextChange Set(string argument, string value) =>
        Argument(argument) is { } written ? new TextChange(written.Span, value)
        : attribute.ArgumentList is not { } list ? Insert(attribute.Span.End, $"({Named(argument, value)})")
        : Insert(list.CloseParenToken.SpanStart, (list.Arguments.Count > 0 ? ", " : "") + Named(argument, value));

    public override ImmutableArray<TextChange> Remove()
    {
        int index = Neighbours.IndexOf(attribute);
        if (Neighbours.Count == 1)
        {
            return [LineOf(attribute.Parent!)];
        }

        return index > 0
            ? [Delete(Neighbours[index - 1].Span.End, attribute.Span.End)]
            : [Delete(attribute.SpanStart, Neighbours[1].SpanStart)];
    }

    public override ImmutableArray<TextChange> Before(OpText op) => [Insert(attribute.SpanStart, $"{Qualifier}{op}, ")];

    public override ImmutableArray<TextChange> After(OpText op) => [Insert(attribute.Span.End, $", {Qualifier}{op}")];

    public override TextChange Rename(string op) => new(attribute.Name.Span, Qualifier + op);

    /// <summary>What follows the tensors in an inline call of the same op: <c>, labelSmoothing: 0.1f</c>, or empty.</summary>
    public string InlineArguments() => string.Concat((attribute.ArgumentList?.Arguments ?? default).Select(argument =>
        argument.NameEquals is { } name ? $", {Lower(name.Name.Identifier.ValueText)}: {argument.Expression}" : $", {argument}"));

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>Namespaces are written as they are here.</summary>
    private string Qualifier => attribute.Name is QualifiedNameSyntax { Left: var space } ? space + "." : "";

    /// <summary>A list with what separates it from what follows.</summary>
    private static TextChange LineOf(SyntaxNode list) => Delete(list.SpanStart, list.GetLastToken().GetNextToken().SpanStart);
}
