using System.Collections.Immutable;
using System.Composition;
using CompiledNets.CodeFixes.Syntax;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN2007: two dense layers get an activation between them, or become one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertActivation)), Shared]
internal sealed class InsertActivation : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN2007"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Layer is not { } second)
        {
            yield break;
        }

        foreach (string activation in new[] { "ReLU", "GELU", "Tanh" })
        {
            yield return new Repair($"Insert {activation} before {second.Op}", activation, second.Before(new OpText(activation)));
        }

        if (finding.LayerOf(Facts.Layer) is { } first)
        {
            yield return new Repair($"Remove the {first.Op} before it", "Drop", first.Remove());
        }
    }
}
