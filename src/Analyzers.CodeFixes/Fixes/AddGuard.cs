using System.Collections.Immutable;
using System.Composition;
using CompiledNets.CodeFixes.Syntax;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN2012: what must not be 0 gets a least value.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddGuard)), Shared]
internal sealed class AddGuard : NetworkFix
{
    private const string Least = "1e-6f";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN2012"];

    public override IEnumerable<Repair> Repairs(Finding finding)
    {
        if (Operand(finding) is not { } operand)
        {
            yield break;
        }

        bool isSum = operand is BinaryExpressionSyntax or AssignmentExpressionSyntax or ConditionalExpressionSyntax;
        if (finding.Fact(Facts.Value) is { } added)
        {
            // What is never negative needs no more than an epsilon.
            bool isOperand = operand.Parent is BinaryExpressionSyntax;
            yield return new Repair(
                $"Add '{added}'", "Add",
                new TextChange(new TextSpan(operand.SpanStart, 0), (isOperand ? "(" : "") + (isSum ? "(" : "")),
                new TextChange(new TextSpan(operand.Span.End, 0), (isSum ? ")" : "") + $" {added}" + (isOperand ? ")" : "")));
        }

        yield return new Repair(
            $"Write 'Maximum({operand}, {Least})'", "Maximum", OpCall.Around(operand, new OpText("Maximum", Least), finding.Source.Model));
    }

    private static ExpressionSyntax? Operand(Finding finding) => finding.Node switch
    {
        BinaryExpressionSyntax binary => finding.Fact(Facts.Operand) == "0" ? binary.Left : binary.Right,
        AssignmentExpressionSyntax assignment => assignment.Right,
        InvocationExpressionSyntax call => call.ArgumentList.Arguments.FirstOrDefault()?.Expression,
        _ => null,
    };
}
