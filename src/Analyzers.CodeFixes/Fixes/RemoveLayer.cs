using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN2001, CN2002, CN2005, CN2010: a layer that does harm where it stands is taken away, such as a softmax before a loss that applies it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveLayer)), Shared]
internal sealed class RemoveLayer : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN2001", "CN2002", "CN2005", "CN2010"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Layer is { } layer)
        {
            yield return new Repair($"Remove {layer.Op}", "Remove", layer.Remove());
        }
    }
}
