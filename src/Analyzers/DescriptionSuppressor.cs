using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompiledNets.Analyzers;

/// <summary>Silences advice that is right for methods and wrong for descriptions: a described entry point is compiled into overloads of its
/// own and never called, a part reads no instance data, and what one objective ignores another may use.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DescriptionSuppressor : DiagnosticSuppressor
{
    private const string Language = "CompiledNets", NetworkAttribute = "NetworkAttribute", MakeStatic = "CA1822";

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } =
    [
        Suppression("CNS0001", "IDE0051", "A described method is compiled into overloads of its own, not called."),
        Suppression("CNS0002", "IDE0060", "A described method's parameters are columns of the data."),
        Suppression("CNS0003", MakeStatic, "A described method belongs to its network's instances: its emitted overloads read their parameters."),
    ];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is { } tree
                && Method(tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan), context.GetSemanticModel(tree)) is { } method
                && (IsDescription(method) || (diagnostic.Id == MakeStatic && IsHelper(method))))
            {
                context.ReportSuppression(Microsoft.CodeAnalysis.Diagnostics.Suppression.Create(
                    SupportedSuppressions.First(suppression => suppression.SuppressedDiagnosticId == diagnostic.Id), diagnostic));
            }
        }
    }

    private static IMethodSymbol? Method(SyntaxNode node, SemanticModel model)
    {
        foreach (SyntaxNode place in node.AncestorsAndSelf())
        {
            if (model.GetDeclaredSymbol(place) is IMethodSymbol method)
            {
                return method;
            }
        }

        return null;
    }

    /// <summary>Whether it is an entry point or a part of a network: something with one of the language's attributes.</summary>
    private static bool IsDescription(IMethodSymbol method) =>
        IsOfNetwork(method) && method.GetAttributes().Any(IsOfLanguage);

    /// <summary>Whether it is a method over tensors, which is read in place of its calls: it never runs, and its layers are the instance's.</summary>
    private static bool IsHelper(IMethodSymbol method) =>
        IsOfNetwork(method) && (IsTensor(method.ReturnType) || method.Parameters.Any(parameter => IsTensor(parameter.Type)));

    private static bool IsOfNetwork(IMethodSymbol method) =>
        method.ContainingType.GetAttributes().Any(given => IsOfLanguage(given) && given.AttributeClass!.Name == NetworkAttribute);

    private static bool IsTensor(ITypeSymbol type) => type.Name is "Tensor" or "Tokens" && IsOfLanguage(type);

    private static bool IsOfLanguage(AttributeData given) => given.AttributeClass is { } type && IsOfLanguage(type);

    private static bool IsOfLanguage(ITypeSymbol type) => type is { ContainingNamespace: { Name: Language, ContainingNamespace.IsGlobalNamespace: true } };

    private static SuppressionDescriptor Suppression(string id, string suppressed, string reason) => new(id, suppressed, reason);
}
