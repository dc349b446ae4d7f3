using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.Compiler.FrontEnd.Classes;

/// <summary>One layer attribute as written: the op, its arguments by the parameter names of the inline call, and its site.</summary>
internal sealed record WrittenLayer(string Op, EquatableArray<Argument> Arguments, int Site)
{
    /// <summary>For another network as a layer: what it computes.</summary>
    public InnerNetwork? Inner { get; init; }

    public LayerSpec At(Place place) => new(Op, Arguments, place, Site) { Inner = Inner };
}

/// <summary>Turns layer attributes into layers.</summary>
internal static class LayerReader
{
    /// <summary>Reads a layer attribute, or nothing if the C# compiler reports an error in it.</summary>
    public static WrittenLayer? Read(ReadingContext context, AttributeData attribute)
    {
        if (Syntax(context, attribute) is not { } syntax || attribute.AttributeConstructor is not { } constructor)
        {
            context.HasCompilerErrors = true;
            return null;
        }

        int site = context.Sources.Add(syntax.GetLocation());
        if (attribute.AttributeClass is { IsGenericType: true })
        {
            InnerNetwork? inner = InnerNetworkReader.Read(context, attribute, syntax.GetLocation());
            return inner is null ? null : new WrittenLayer(attribute.Word(), [], site) { Inner = inner };
        }

        var arguments = new List<Argument>();
        SeparatedSyntaxList<AttributeArgumentSyntax> written = syntax.ArgumentList?.Arguments ?? default;
        for (int position = 0; position < written.Count; position++)
        {
            (string name, TypedConstant value) = Bind(attribute, constructor, written[position], position);
            if (value is { Kind: not TypedConstantKind.Error, IsNull: true } || arguments.Any(argument => argument.Name == name))
            {
                continue; // Null is the default; of a params list, the first element has brought along the others.
            }

            if (AttributeLiteral.From(value) is not { } literal)
            {
                context.HasCompilerErrors = true;
                return null;
            }

            arguments.Add(new Argument(name, literal, context.Sources.Add(LocationOf(written, position, constructor))));
        }

        return new WrittenLayer(attribute.Word(), arguments.ToEquatableArray(), site);
    }

    public static AttributeSyntax? Syntax(ReadingContext context, AttributeData attribute) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(context.Cancellation) as AttributeSyntax;

    /// <summary>The attributes of a declaration that are layers, in source order. One that cannot be found breaks the network: the C#
    /// compiler reports it.</summary>
    public static List<AttributeData> LayersOf(ReadingContext context, ISymbol symbol)
    {
        var layers = new List<AttributeData>();
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            context.HasCompilerErrors |= attribute.AttributeClass is null or IErrorTypeSymbol;
            if (attribute.IsLayer())
            {
                layers.Add(attribute);
            }
        }

        return layers;
    }

    /// <summary>Where an argument stands; a <c>params</c> list is all of its elements.</summary>
    private static Location LocationOf(SeparatedSyntaxList<AttributeArgumentSyntax> written, int position, IMethodSymbol constructor)
    {
        bool isList = written[position] is { NameEquals: null, NameColon: null }
            && position + 1 >= constructor.Parameters.Length && constructor.Parameters[constructor.Parameters.Length - 1].IsParams;
        AttributeArgumentSyntax last = isList ? written.Last(argument => argument.NameEquals is null) : written[position];
        return Location.Create(
            last.SyntaxTree, TextSpan.FromBounds(written[position].Expression.SpanStart, last.Expression.Span.End));
    }

    private static (string Name, TypedConstant Value) Bind(
        AttributeData attribute, IMethodSymbol constructor, AttributeArgumentSyntax written, int position)
    {
        if (written.NameEquals?.Name.Identifier.ValueText is { } property)
        {
            return (Naming.LowerFirst(property), attribute.NamedArguments.FirstOrDefault(named => named.Key == property).Value);
        }

        string? label = written.NameColon?.Name.Identifier.ValueText;
        int ordinal = label is null
            ? Math.Min(position, constructor.Parameters.Length - 1)
            : constructor.Parameters.ToList().FindIndex(parameter => parameter.Name == label);
        return ordinal < 0 || ordinal >= attribute.ConstructorArguments.Length
            ? (label ?? "", default)
            : (constructor.Parameters[ordinal].Name, attribute.ConstructorArguments[ordinal]);
    }
}
