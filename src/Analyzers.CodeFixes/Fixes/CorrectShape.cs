using System.Collections.Immutable;
using System.Composition;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN1013, CN1020, CN1021: a parameter is declared with the shape that its use asks for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CorrectShape)), Shared]
internal sealed class CorrectShape : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN1013", "CN1020", "CN1021"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        SyntaxNode place = finding.NodeOf(Facts.Parameter) ?? finding.Node;
        if (place.FirstAncestorOrSelf<ParameterSyntax>() is { } parameter && Extents(finding) is { } extents)
        {
            yield return ShapeText.Declared(parameter, extents.Length > 0 ? $"[Shape({extents})]" : "[Shape]");
        }
    }

    /// <summary>The shape (), of single values, has no extents to write.</summary>
    private static string? Extents(Finding finding) => finding.Fact(Facts.Shape) ?? (finding.Fact(Facts.Parameter) is not null ? "" : null);
}
