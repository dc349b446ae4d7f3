using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN2003: logits go to the loss that applies the sigmoid itself.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseLossOnLogits)), Shared]
internal sealed class UseLossOnLogits : NetworkFix
{
    private const string OnLogits = "BinaryCrossEntropyWithLogits";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN2003"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Layer is { } loss)
        {
            yield return new Repair($"Write '{OnLogits}'", "Logits", loss.Rename(OnLogits));
        }
    }
}
