using System.Collections.Immutable;
using System.Composition;
using CompiledNets.CodeFixes.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN2004: <c>Log(Softmax(x))</c> becomes <c>LogSoftmax(x)</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseLogSoftmax)), Shared]
internal sealed class UseLogSoftmax : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN2004"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Layer is { } log && log.Argument("x") is { } inner
            && LayerSyntax.Around(inner, finding.Source.Model) is { Op: "Softmax" } softmax && softmax.Syntax == inner)
        {
            yield return new Repair($"Write 'LogSoftmax({softmax.Argument("x")})'", "LogSoftmax", [.. log.Remove(), softmax.Rename("LogSoftmax")]);
        }
    }
}
