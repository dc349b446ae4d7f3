using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN2013, CN2014: an initialiser that does not fit its activation, or a ReLU that lets a state grow, is left to the default.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseDefault)), Shared]
internal sealed class UseDefault : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN2013", "CN2014"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        foreach (string argument in new[] { "activation", "initializer" })
        {
            if (finding.Layer is { } layer && layer.Argument(argument) is { } written)
            {
                yield return new Repair($"Remove '{layer.Named(argument, written.ToString())}'", argument, layer.Unset(argument));
            }
        }
    }
}
