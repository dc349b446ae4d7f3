using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN0001: <c>class Net</c> becomes <c>partial class Net</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPartial)), Shared]
internal sealed class AddPartial : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN0001"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (finding.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type)
        {
            string kind = type is RecordDeclarationSyntax { ClassOrStructKeyword: { RawKind: not 0 } kindOfRecord } ? $"record {kindOfRecord}" : type.Keyword.Text;
            yield return new Repair(
                $"Write 'partial {kind} {type.Identifier.Text}'", "Partial", new TextChange(new TextSpan(type.Keyword.SpanStart, 0), "partial "));
        }
    }
}
