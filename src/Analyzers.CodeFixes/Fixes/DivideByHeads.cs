using System.Collections.Immutable;
using System.Composition;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN1005 of heads: the layer that decided the width gets the next multiple of them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DivideByHeads)), Shared]
internal sealed class DivideByHeads : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN1005"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        foreach (string argument in new[] { "units", "width" })
        {
            if (finding.Fact(argument) is { } value && finding.LayerOf(Facts.Layer) is { } layer
                && layer.Argument(argument) is { } written && finding.Source.Model.GetConstantValue(written).HasValue)
            {
                yield return new Repair($"Give {layer.Op} {value} {(argument == "units" ? argument : "features")}, which the heads divide", "Width", layer.Set(argument, value));
            }
        }
    }
}
