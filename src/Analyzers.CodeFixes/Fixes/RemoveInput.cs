using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN2017: an input that the loss does not depend on is removed, if nothing names it or calls its objective.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveInput)), Shared]
internal sealed class RemoveInput : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN2017"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Node.FirstAncestorOrSelf<ParameterSyntax>() is not { Parent: ParameterListSyntax { Parent: MethodDeclarationSyntax method } list } parameter)
        {
            yield break;
        }

        IEnumerable<string> names = method.FirstAncestorOrSelf<TypeDeclarationSyntax>()!.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == method.Identifier.ValueText || method.Span.Contains(name.Span))
            .Select(name => name.Identifier.ValueText);
        if (list.Parameters.Count > 1 && !names.Any(name => name == parameter.Identifier.ValueText || name == method.Identifier.ValueText))
        {
            int index = list.Parameters.IndexOf(parameter);
            TextSpan span = index > 0
                ? TextSpan.FromBounds(list.Parameters[index - 1].Span.End, parameter.Span.End)
                : TextSpan.FromBounds(parameter.SpanStart, list.Parameters[1].SpanStart);
            yield return new Repair($"Remove the input '{parameter.Identifier.Text}'", "Remove", new TextChange(span, ""));
        }
    }
}
