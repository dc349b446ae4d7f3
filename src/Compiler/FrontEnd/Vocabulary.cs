using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.FrontEnd;

/// <summary>Recognises the types of the CompiledNets.Attributes assembly, by name: the reader never loads it.</summary>
internal static class Vocabulary
{
    public const string OpsMetadataName = "CompiledNets.Ops";

    public static bool IsTensor(this ITypeSymbol? type) => type.Is("Tensor");

    public static bool IsTokens(this ITypeSymbol? type) => type.Is("Tokens");

    public static bool IsTensorOrTokens(this ITypeSymbol? type) => type.IsTensor() || type.IsTokens();

    public static bool IsOps(this ITypeSymbol? type) => type.Is("Ops");

    public static bool IsIndex(this ITypeSymbol? type) => type is { Name: "Index" } && IsIn(type, "System");

    /// <summary>Whether an attribute is a layer of a chain, losses included.</summary>
    public static bool IsLayer(this AttributeData attribute) => IsLayer(attribute.AttributeClass);

    /// <summary>Whether an attribute's class is a layer's.</summary>
    public static bool IsLayer(this INamedTypeSymbol? attribute) => DerivesFrom(attribute, "LayerAttribute");

    public static bool IsLoss(this AttributeData attribute) => DerivesFrom(attribute.AttributeClass, "LossAttribute");

    /// <summary>The attribute of one of our types by its C# name: <c>"Input"</c>.</summary>
    public static AttributeData? Attribute(this ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass.Is(name + "Attribute"));

    /// <summary>An attribute's name as users write it, which for layers is the op's: <c>Conv2D</c>.</summary>
    public static string Word(this AttributeData attribute)
    {
        const string Suffix = "Attribute";
        string name = attribute.AttributeClass?.Name ?? "";
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    /// <summary>What a type is in a network, or null if it is nothing there. A <c>float</c> is a run-time scalar.</summary>
    public static ValueKind? Kind(this ITypeSymbol? type) =>
        type.IsTensor() ? ValueKind.Tensor
        : type.IsTokens() ? ValueKind.Tokens
        : type?.SpecialType == SpecialType.System_Single ? ValueKind.Scalar
        : null;

    private static bool DerivesFrom(INamedTypeSymbol? type, string name)
    {
        for (INamedTypeSymbol? ancestor = type?.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.Is(name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(this ITypeSymbol? type, string name) => type is not null && type.Name == name && IsIn(type, "CompiledNets");

    private static bool IsIn(ITypeSymbol type, string space) =>
        type.ContainingType is null
        && type.ContainingNamespace is { } found && found.Name == space && found.ContainingNamespace is { IsGlobalNamespace: true };
}
