using System.Globalization;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledNets.Compiler.FrontEnd.Classes;

/// <summary>Reads the parts: partial methods that stand for a layer or a chain.</summary>
internal static class PartReader
{
    public static void Read(ReadingContext context)
    {
        foreach (IMethodSymbol method in context.UserMethods())
        {
            List<AttributeData> layers = LayerReader.LayersOf(context, method);
            bool isUnfinished = method.IsPartialDefinition && method.ReturnType.IsTensor() && !HasBody(context, method);
            if (EntryReader.IsEntry(method))
            {
                if (isUnfinished)
                {
                    // An entry point is no part, which its own reader says; it still needs an implementation to compile.
                    AddBroken(context, method);
                }
            }
            else if (layers.Count > 0 || isUnfinished)
            {
                Read(context, method, layers);
            }
        }
    }

    private static void Read(ReadingContext context, IMethodSymbol method, List<AttributeData> attributes)
    {
        Location name = method.Locations[0];
        bool isBroken = !CheckSignature(context, method, name);
        if (attributes.Count == 0)
        {
            context.Faults.Report(Rules.PartWithoutLayers, name, method.Name);
            isBroken = true;
        }

        var layers = new List<LayerSpec>();
        foreach (AttributeData attribute in attributes)
        {
            if (attribute.IsLoss())
            {
                // Losses stand on classes only, which the C# compiler says.
                context.HasCompilerErrors = true;
            }
            else if (LayerReader.Read(context, attribute) is { } layer)
            {
                layers.Add(layer.At(PlaceScope.InPart(method.Name, layers, layer.Op, attributes.Count == 1)));
            }
        }

        if (isBroken || layers.Count < attributes.Count)
        {
            context.BrokenParts.Add(method);
        }

        Add(context, method, layers);
    }

    private static void AddBroken(ReadingContext context, IMethodSymbol method)
    {
        context.BrokenParts.Add(method);
        Add(context, method, []);
    }

    /// <summary>Notes a part that emitted code is to implement.</summary>
    private static void Add(ReadingContext context, IMethodSymbol method, List<LayerSpec> layers)
    {
        if (method.IsPartialDefinition && !HasBody(context, method)
            && context.Declarations(method).FirstOrDefault() is MethodDeclarationSyntax syntax)
        {
            IParameterSymbol? parameter = method.Parameters.FirstOrDefault();
            context.Parts.Add(method, new PartSpec(
                method.Name,
                PartSignature.Of(method, syntax),
                Documentation.Of(syntax),
                parameter?.Type.Kind() ?? ValueKind.Tensor,
                parameter?.Name ?? "",
                layers.ToEquatableArray(),
                context.Sources.Add(method.Locations[0])));
        }
    }

    private static bool CheckSignature(ReadingContext context, IMethodSymbol method, Location name)
    {
        ITypeSymbol[] types = [method.ReturnType, .. method.Parameters.Select(parameter => parameter.Type)];
        bool hasNoBody = !method.IsPartialDefinition
            && context.Declarations(method).Any(declaration => declaration is MethodDeclarationSyntax { Body: null, ExpressionBody: null });
        if (hasNoBody || types.Any(type => type is IErrorTypeSymbol))
        {
            context.HasCompilerErrors = true;
            return false;
        }

        string? problem =
            !method.IsPartialDefinition ? "is not partial"
            : HasBody(context, method) ? "has layers and a body"
            : method.Arity > 0 ? "is generic"
            : IsCallOf(context, method) ? null
            : method.Parameters.Length != 1 ? $"takes {method.Parameters.Length.ToString(CultureInfo.InvariantCulture)} parameters"
            : !types[1].IsTensorOrTokens() ? $"takes '{types[1].ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'"
            : method.Parameters[0].RefKind != RefKind.None ? "takes its parameter by reference"
            : method.Parameters[0].HasExplicitDefaultValue ? "gives its parameter a default value"
            : !types[0].IsTensor() ? $"returns '{types[0].ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'"
            : null;
        if (problem is not null)
        {
            context.Faults.Report(Rules.PartSignature, name, method.Name, problem);
        }

        return problem is null;
    }

    /// <summary>Whether a part takes several tensors, as the inline call of its first layer does: <c>[MultiHeadAttention(4), LayerNorm] private
    /// partial Tensor Attend(Tensor query, Tensor memory);</c>. A single layer may return several too: <c>[LSTM(128)] private partial
    /// (Tensor Y, Tensor H, Tensor C) Read(Tensor x, Tensor h, Tensor c);</c>.</summary>
    private static bool IsCallOf(ReadingContext context, IMethodSymbol method)
    {
        bool isPlain = method.Parameters.All(parameter => parameter is { RefKind: RefKind.None, HasExplicitDefaultValue: false });
        List<AttributeData> layers = LayerReader.LayersOf(context, method);
        if (method.Parameters.Length < 2 || !isPlain || layers.Count == 0 || (layers.Count > 1 && !method.ReturnType.IsTensor()))
        {
            return false;
        }

        IEnumerable<ISymbol> ops = context.Compilation.GetTypeByMetadataName(Vocabulary.OpsMetadataName)?.GetMembers(layers[0].Word()) ?? [];
        string[] types = [TypeOf(method.ReturnType), .. method.Parameters.Select(parameter => TypeOf(parameter.Type))];
        return ops.OfType<IMethodSymbol>().Any(op => types.SequenceEqual(
            [TypeOf(op.ReturnType), .. op.Parameters.Select(parameter => parameter.Type).Where(type => type.IsTensorOrTokens()).Select(TypeOf)]));
    }

    // Without the names of a tuple's elements, which may differ.
    private static string TypeOf(ITypeSymbol type) => type is INamedTypeSymbol { IsTupleType: true } tuple
        ? string.Join(", ", tuple.TupleElements.Select(element => element.Type.ToDisplayString()))
        : type.ToDisplayString();

    /// <summary>Whether the user wrote the body: the emitted one is none of theirs.</summary>
    private static bool HasBody(ReadingContext context, IMethodSymbol method) =>
        method.PartialImplementationPart is { } implementation && context.Declarations(implementation).Any();
}
