using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompiledNets.Analyzers;

/// <summary>Silences advice that is right for methods and wrong for descriptions: a described entry point is compiled into overloads of its
/// own and never called, a part reads no instance data, and what one objective ignores another may use.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DescriptionSuppressor : DiagnosticSuppressor
{
    private const string Language = "CompiledNets", NetworkAttribute = "NetworkAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } =
    [
        Suppression("CNS0001", "IDE0051", "A described method is compiled into overloads of its own, not called."),
        Suppression("CNS0002", "IDE0060", "A described method's parameters are columns of the data."),
        Suppression("CNS0003", "CA1822", "A described method belongs to its network's instances: its emitted overloads read their parameters."),
    ];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is { } tree
                && Method(tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan), context.GetSemanticModel(tree)) is { } method
                && IsDescription(method))
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
        method.ContainingType.GetAttributes().Any(given => IsOfLanguage(given) && given.AttributeClass!.Name == NetworkAttribute)
        && method.GetAttributes().Any(IsOfLanguage);

    private static bool IsOfLanguage(AttributeData given) => given.AttributeClass is { ContainingNamespace: { Name: Language, ContainingNamespace.IsGlobalNamespace: true } };

    private static SuppressionDescriptor Suppression(string id, string suppressed, string reason) => new(id, suppressed, reason);
}
