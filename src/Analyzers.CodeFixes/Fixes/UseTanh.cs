using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN2014: a recurrent layer gets back its tanh, which keeps the state bounded.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseTanh)), Shared]
internal sealed class UseTanh : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN2014"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Layer is { } layer && layer.Argument("activation") is { } written)
        {
            yield return new Repair($"Remove '{layer.Named("activation", written.ToString())}'", "Activation", layer.Unset("activation"));
        }
    }
}
