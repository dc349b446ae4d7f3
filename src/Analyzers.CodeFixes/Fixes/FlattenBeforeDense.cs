using System.Collections.Immutable;
using System.Composition;
using CompiledNets.CodeFixes.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN2008: an image is flattened or averaged before it goes to a dense layer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FlattenBeforeDense)), Shared]
internal sealed class FlattenBeforeDense : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN2008"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Layer is { } dense)
        {
            foreach (string op in new[] { "Flatten", "GlobalAveragePool" })
            {
                yield return new Repair($"Insert {op} before {dense.Op}", op, dense.Before(new OpText(op)));
            }
        }
    }
}
