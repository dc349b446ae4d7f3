using System.Collections.Immutable;
using System.Composition;
using CompiledNets.CodeFixes.Syntax;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN1006: a value of too many or too few axes goes through the <c>Flatten</c> or <c>Reshape</c> that it lacks, and past a
/// <c>Flatten</c> that came too early.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertShapeOp)), Shared]
internal sealed class InsertShapeOp : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN1006"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Fact(Facts.Op) is { } op && (finding.LayerOf(Facts.Layer) ?? finding.Layer) is { } layer)
        {
            yield return new Repair($"Insert {op} before {layer.Op}", "Insert", layer.Before(OpText.Parse(op)));
        }
        else if (finding.LayerOf(Facts.Layer) is { Op: "Flatten" } flatten)
        {
            yield return new Repair("Remove the Flatten before it", "Remove", flatten.Remove());
        }
    }
}
