using System.Collections.Immutable;
using System.Composition;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN1005, CN1012, CN1014, CN3001: an argument that is not allowed or wasteful becomes the nearest one that is not, such as heads that divide the width,
/// groups that divide the channels, an axis that exists, or extents that hold as many values.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseAllowedValue)), Shared]
internal sealed class UseAllowedValue : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN1005", "CN1012", "CN1014", "CN3001"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Fact(Facts.Shape) is { } shape)
        {
            yield return new Repair($"Write '{shape}'", "Shape", new TextChange(finding.Span, shape));
        }

        // What a helper was called with is decided elsewhere.
        if (Expression(finding.Node) is not { } written || !finding.Source.Model.GetConstantValue(written).HasValue)
        {
            yield break;
        }

        int rank = 0;
        foreach (string value in finding.List(Facts.Value))
        {
            yield return new Repair($"Write '{value}' instead of '{written}'", rank++ == 0 ? "Nearest" : "Next", new TextChange(written.Span, value));
        }
    }

    private static ExpressionSyntax? Expression(SyntaxNode node) => node switch
    {
        AttributeArgumentSyntax argument => argument.Expression,
        ArgumentSyntax argument => argument.Expression,
        _ => node as ExpressionSyntax,
    };
}
