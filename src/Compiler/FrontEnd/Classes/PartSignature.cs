using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledNets.Compiler.FrontEnd.Classes;

/// <summary>Writes the implementing declaration of a part, up to its body.</summary>
internal static class PartSignature
{
    private static readonly SymbolDisplayFormat TypeFormat = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static string Of(IMethodSymbol method, MethodDeclarationSyntax syntax)
    {
        string modifiers = string.Join(" ", syntax.Modifiers.Select(modifier => modifier.ValueText));
        string parameters = string.Join(", ", method.Parameters.Select(Parameter));
        return $"{modifiers} {method.ReturnType.ToDisplayString(TypeFormat)} {Escape(method.Name)}{syntax.TypeParameterList}({parameters})";
    }

    private static string Parameter(IParameterSymbol parameter)
    {
        string modifier = parameter.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            RefKind.RefReadOnlyParameter => "ref readonly ",
            _ => parameter.IsParams ? "params " : "",
        };
        return $"{modifier}{parameter.Type.ToDisplayString(TypeFormat)} {Escape(parameter.Name)}";
    }

    private static string Escape(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) != SyntaxKind.None ? "@" + identifier : identifier;
}
