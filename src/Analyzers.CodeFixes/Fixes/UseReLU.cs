using System.Collections.Immutable;
using System.Composition;
using CompiledNets.CodeFixes.Syntax;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN2006: of saturating activations that follow one another all but the last become ReLU.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseReLU)), Shared]
internal sealed class UseReLU : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN2006"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        LayerSyntax?[] stack = [finding.Layer, .. finding.LayersOf(Facts.Others)];
        LayerSyntax[] replaced = [.. stack.Take(stack.Length - 1).OfType<LayerSyntax>()];
        if (replaced.Length > 0)
        {
            string ops = string.Join(", ", replaced.Select(layer => layer.Op));
            yield return new Repair($"Write 'ReLU' instead of {ops}", "ReLU", [.. replaced.Select(layer => layer.Rename("ReLU"))]);
        }
    }
}
