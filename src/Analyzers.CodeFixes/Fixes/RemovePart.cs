using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN2015: a part that nothing calls is removed, with its own comment.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemovePart)), Shared]
internal sealed class RemovePart : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN2015"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } part)
        {
            yield return new Repair($"Remove the part '{part.Identifier.Text}'", "Remove", new TextChange(Whole(part), ""));
        }
    }

    /// <summary>The declaration and what belongs to it alone: ordinary comments and directives above it may be about more.</summary>
    private static TextSpan Whole(MethodDeclarationSyntax part)
    {
        int start = part.FullSpan.Start;
        bool endsLine = false;
        foreach (SyntaxTrivia trivia in part.GetLeadingTrivia())
        {
            bool isOthers = trivia.IsDirective || trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
            start = isOthers || (endsLine && trivia.IsKind(SyntaxKind.EndOfLineTrivia)) ? trivia.FullSpan.End : start;
            endsLine = isOthers;
        }

        return TextSpan.FromBounds(start, part.FullSpan.End);
    }
}
