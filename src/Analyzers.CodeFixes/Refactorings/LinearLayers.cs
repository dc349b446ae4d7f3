using CompiledNets.CodeFixes.Syntax;
using CompiledNets.Compiler.FrontEnd;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledNets.CodeFixes.Refactorings;

/// <summary>Writes the calls of a network that is one chain as lists of attributes: those of a part as they stand there, inline calls with
/// the same arguments.</summary>
internal sealed class LinearLayers(NetworkAtCursor network)
{
    private SemanticModel Model => network.Source.Model;

    /// <summary>What stands in the brackets of each list, null for a call that no attribute can express. The loss comes last.</summary>
    public IEnumerable<string?> Lists()
    {
        EntrySpec longest = network.Spec.Entries.OrderByDescending(entry => entry.Body.Count).First();
        SyntaxNode? list = null;
        var layers = new List<string?>();
        foreach (SpecNode node in longest.Body.Where(node => node.Op != SpecNode.Parameter))
        {
            Location location = network.Reading.Sources.Location(node.Site);
            LayerSyntax? layer = location.SourceTree == network.Source.Root.SyntaxTree
                ? LayerSyntax.Around(network.Source.NodeAt(location.SourceSpan), Model)
                : null;
            bool isLoss = node == longest.Body[longest.Body.Count - 1] && longest.Kind == EntryKind.Objective;
            if (layers.Count > 0 && (isLoss || layer?.Syntax.Parent is AttributeListSyntax && layer.Syntax.Parent != list))
            {
                yield return string.Join(", ", layers);
                layers.Clear();
            }

            list = layer?.Syntax.Parent as AttributeListSyntax;
            if (layer is null || Text(layer, skipped: isLoss ? 2 : 1) is not { } text)
            {
                yield return null;
                yield break;
            }

            layers.Add(text);
        }

        yield return string.Join(", ", layers);
    }

    private string? Text(LayerSyntax layer, int skipped) => layer.Syntax switch
    {
        AttributeSyntax { ArgumentList: { } arguments } attribute when Qualified(arguments) is { } text => attribute.Name + text,
        AttributeSyntax { ArgumentList: null } attribute => attribute.ToString(),
        InvocationExpressionSyntax call => Attribute(call, layer.Op, skipped),
        _ => null,
    };

    /// <summary>An inline call as an attribute: what its constructor takes by position, the rest as properties.</summary>
    private string? Attribute(InvocationExpressionSyntax call, string op, int skipped)
    {
        if (Model.Compilation.GetTypeByMetadataName($"CompiledNets.{op}Attribute") is not { } type
            || Model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
        {
            return null;
        }

        IMethodSymbol constructor = type.InstanceConstructors[0];
        var positions = new List<string?>();
        var properties = new List<string?>();
        for (int index = skipped; index < call.ArgumentList.Arguments.Count; index++)
        {
            ArgumentSyntax argument = call.ArgumentList.Arguments[index];
            string name = argument.NameColon?.Name.Identifier.ValueText ?? method.Parameters[Math.Min(index, method.Parameters.Length - 1)].Name;
            string? value = Qualified(argument.Expression);
            if (constructor.Parameters.Any(parameter => parameter.Name == name))
            {
                positions.Add(value);
            }
            else
            {
                string property = Compiler.Names.Pascal(name);
                properties.Add(value is not null && type.GetMembers(property).Any() ? $"{property} = {value}" : null);
            }
        }

        string?[] all = [.. positions, .. properties];
        return all.Contains(null) ? null : all.Length > 0 ? $"{op}({string.Join(", ", all)})" : op;
    }

    /// <summary>Constants of the class are out of sight on the class: they get its name. Null where something is no constant.</summary>
    private string? Qualified(SyntaxNode written)
    {
        string text = written.ToString();
        foreach (IdentifierNameSyntax name in written.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Reverse())
        {
            ISymbol? symbol = Model.GetSymbolInfo(name).Symbol;
            if (symbol is ILocalSymbol or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } })
            {
                return null;
            }

            bool isBare = name.Parent is not MemberAccessExpressionSyntax access || access.Expression == name;
            if (isBare && symbol is IFieldSymbol && SymbolEqualityComparer.Default.Equals(symbol.ContainingType, network.Type))
            {
                text = text.Insert(name.SpanStart - written.SpanStart, network.Type.Name + ".");
            }
        }

        return text;
    }
}
