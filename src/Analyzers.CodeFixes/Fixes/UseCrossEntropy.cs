using System.Collections.Immutable;
using System.Composition;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN2011: the squared error of a softmax, or of class labels, becomes the cross-entropy of its logits.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseCrossEntropy)), Shared]
internal sealed class UseCrossEntropy : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN2011"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Layer is { } loss)
        {
            ImmutableArray<TextChange> removal = finding.LayerOf(Facts.Layer)?.Remove() ?? [];
            yield return new Repair("Write 'SoftmaxCrossEntropy' of the logits", "CrossEntropy", [.. removal, loss.Rename("SoftmaxCrossEntropy")]);
        }
    }
}
