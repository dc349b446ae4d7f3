using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledNets.Compiler.FrontEnd.Classes;

/// <summary>Where a network's partial declaration goes. <paramref name="IsClosed"/>: nowhere.</summary>
internal sealed record ClassHead(string Namespace, EquatableArray<ContainingType> ContainingTypes, bool IsClosed);

/// <summary>Reads the class itself: that it and the types around it can be extended by emitted code.</summary>
internal static class ClassReader
{
    public static ClassHead Read(ReadingContext context)
    {
        INamedTypeSymbol type = context.Type;
        Location name = NameOf(context, type);
        context.Sources.Add(name);

        bool isClosed = !IsOpen(context, type, name) | !IsPlain(context, type, name);
        var containers = new List<ContainingType>();
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            isClosed |= !IsOpen(context, container, name);
            string accessibility = SyntaxFacts.GetText(container.DeclaredAccessibility);
            containers.Insert(0, new ContainingType($"{accessibility} partial {Keyword(container)} {container.Name}", container.Name));
        }

        string space = type.ContainingNamespace is { IsGlobalNamespace: false } found ? found.ToDisplayString() : "";
        return new ClassHead(space, containers.ToEquatableArray(), isClosed);
    }

    /// <summary>Partial and not generic. Of several declarations the C# compiler itself asks that all be partial.</summary>
    private static bool IsOpen(ReadingContext context, INamedTypeSymbol type, Location network)
    {
        List<TypeDeclarationSyntax> declarations = context.Declarations(type).OfType<TypeDeclarationSyntax>().ToList();
        bool isPartial = declarations.All(declaration => declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
        if (!isPartial && declarations.Count == 1)
        {
            context.Faults.Report(Rules.NotPartial, declarations[0].Identifier.GetLocation(), type.Name, Keyword(type));
        }
        else if (!isPartial)
        {
            context.HasCompilerErrors = true;
        }

        if (type.Arity > 0)
        {
            context.Faults.Report(Rules.Generic, network, type.Name);
        }

        return isPartial && type.Arity == 0;
    }

    private static bool IsPlain(ReadingContext context, INamedTypeSymbol type, Location network)
    {
        string? otherwise =
            type.TypeKind != TypeKind.Class ? $"is a {Keyword(type)}"
            : type.IsRecord ? "is a record"
            : type.IsStatic ? "is static"
            : type.IsAbstract ? "is abstract"
            : type.IsFileLocal ? "is local to its file"
            : HasPrimaryConstructor(context, type) ? "has constructor parameters"
            : null;
        if (otherwise is not null)
        {
            context.Faults.Report(Rules.NotAPlainClass, network, type.Name, otherwise);
        }

        return otherwise is null;
    }

    private static bool HasPrimaryConstructor(ReadingContext context, INamedTypeSymbol type) =>
        context.Declarations(type).OfType<TypeDeclarationSyntax>().Any(declaration => declaration.ParameterList is not null);

    private static Location NameOf(ReadingContext context, INamedTypeSymbol type)
    {
        SyntaxNode? attribute = type.Attribute("Network")?.ApplicationSyntaxReference?.GetSyntax(context.Cancellation);
        return attribute?.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.GetLocation() ?? type.Locations[0];
    }

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => "class",
    };
}
