using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN2009: a bias that the norm behind it subtracts is left out.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveBias)), Shared]
internal sealed class RemoveBias : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN2009"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Layer is { } layer)
        {
            yield return new Repair($"Write '{layer.Named("bias", "false")}' in {layer.Op}", "Bias", layer.Set("bias", "false"));
        }
    }
}
