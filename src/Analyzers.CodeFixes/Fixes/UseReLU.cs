using System.Collections.Immutable;
using System.Composition;
using CompiledNets.CodeFixes.Syntax;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN2006: saturating activations between layers that follow one another become ReLU.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseReLU)), Shared]
internal sealed class UseReLU : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN2006"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        LayerSyntax[] replaced = [.. new[] { finding.Layer }.Concat(finding.LayersOf(Facts.Others)).OfType<LayerSyntax>()];
        if (replaced.Length > 0)
        {
            string ops = string.Join(", ", replaced.Select(layer => layer.Op));
            yield return new Repair($"Write 'ReLU' instead of {ops}", "ReLU", [.. replaced.Select(layer => layer.Rename("ReLU"))]);
        }
    }
}
