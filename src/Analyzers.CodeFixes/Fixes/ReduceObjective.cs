using System.Collections.Immutable;
using System.Composition;
using CompiledNets.CodeFixes.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN1010: what an objective returns becomes one number per sample.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReduceObjective)), Shared]
internal sealed class ReduceObjective : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN1010"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Node is ExpressionSyntax result)
        {
            foreach (string reduction in new[] { "Mean", "Sum" })
            {
                yield return new Repair(
                    $"Take the {reduction}: '{reduction}({result})'", reduction, OpCall.Around(result, new OpText(reduction), finding.Source.Model));
            }
        }
    }
}
