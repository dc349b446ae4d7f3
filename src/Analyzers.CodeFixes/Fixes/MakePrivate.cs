using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN0012: a describing method becomes private.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePrivate)), Shared]
internal sealed class MakePrivate : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN0012"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        SyntaxToken[] accessibility = finding.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
            ? [.. method.Modifiers.Where(modifier => SyntaxFacts.IsAccessibilityModifier(modifier.Kind()))]
            : [];
        if (accessibility.Length > 0)
        {
            var span = TextSpan.FromBounds(accessibility[0].SpanStart, accessibility[accessibility.Length - 1].Span.End);
            yield return new Repair("Write 'private'", "Private", new TextChange(span, "private"));
        }
    }
}
