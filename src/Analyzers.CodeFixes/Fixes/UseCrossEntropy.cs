using System.Collections.Immutable;
using System.Composition;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN2011: the squared error of a softmax becomes the cross-entropy of its logits.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseCrossEntropy)), Shared]
internal sealed class UseCrossEntropy : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN2011"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Layer is { } loss && finding.LayerOf(Facts.Layer) is { Op: "Softmax" } softmax)
        {
            yield return new Repair("Write 'SoftmaxCrossEntropy' of the logits", "CrossEntropy", [.. softmax.Remove(), loss.Rename("SoftmaxCrossEntropy")]);
        }
    }
}
