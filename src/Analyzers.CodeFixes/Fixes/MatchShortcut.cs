using System.Collections.Immutable;
using System.Composition;
using CompiledNets.CodeFixes.Syntax;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Fixes;

/// <summary>CN1003: the shortcut of a residual block gets the filters, stride or padding that it lacks, in a layer that it has or in a 1x1
/// convolution; two values that are added get the axes or sizes that the message asks for. What the other way has as a parameter of the helper is written as that parameter, so that it holds for all calls.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MatchShortcut)), Shared]
internal sealed class MatchShortcut : NetworkFix
{
    private static readonly string[] Arguments = ["filters", "stride", "padding", "units", "width", "keepDims"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CN1003"];

    public override IEnumerable<Repair> Repairs(Finding finding) =>
        finding.LayerOf(Facts.Layer) is { } layer ? Adjusted(finding, layer)
        : finding.Fact(Facts.Operand) is { } operand ? Projected(finding, isFirst: operand == "0")
        : [];

    private static IEnumerable<Repair> Adjusted(Finding finding, LayerSyntax layer)
    {
        (string Name, string Value)[] wanted =
        [
            .. Arguments.Where(name => finding.Fact(name) is not null).Select(name => (name, Value(finding, name, layer.Syntax.SpanStart))),
        ];
        string text = string.Join(", ", wanted.Select(argument => layer.Named(argument.Name, argument.Value)));
        yield return new Repair($"Write '{text}' in {layer.Op}", "Adjust", [.. wanted.Select(argument => layer.Set(argument.Name, argument.Value))]);
    }

    private static IEnumerable<Repair> Projected(Finding finding, bool isFirst)
    {
        (ExpressionSyntax Left, ExpressionSyntax Right)? operands = finding.Node switch
        {
            BinaryExpressionSyntax binary => (binary.Left, binary.Right),
            AssignmentExpressionSyntax assignment => (assignment.Left, assignment.Right),
            _ => null,
        };
        if (operands is not { } found)
        {
            yield break;
        }

        ExpressionSyntax operand = isFirst ? found.Left : found.Right;
        OpText projection = finding.Fact(Facts.Op) is { } op ? OpText.Parse(op) : Projection(finding, operand.SpanStart);
        string title = $"Write '{projection.Name}({operand}, {projection.Arguments})'";
        if (isFirst && finding.Node is AssignmentExpressionSyntax { OperatorToken: var sign })
        {
            // x += y: the left side is written once more, as what is added to.
            string call = $"{OpCall.Name(projection.Name, operand.SpanStart, finding.Source.Model)}({operand}, {projection.Arguments})";
            yield return new Repair(title, "Project", new TextChange(sign.Span, $"= {call} {sign.Text.TrimEnd('=')}"));
        }
        else
        {
            yield return new Repair(title, "Project", OpCall.Around(operand, projection, finding.Source.Model));
        }
    }

    private static OpText Projection(Finding finding, int position)
    {
        string stride = Value(finding, "stride", position);
        return new OpText("Conv2D", Value(finding, "filters", position) + ", 1" + (stride == "1" ? "" : $", stride: {stride}"));
    }

    /// <summary>An argument as the layer on the other way has it, if that means the same here, or else as a number.</summary>
    private static string Value(Finding finding, string argument, int position)
    {
        string number = finding.Fact(argument) ?? "1";
        if (finding.LayerOf(Facts.Like)?.Argument(argument) is not { } written)
        {
            return number;
        }

        SemanticModel model = finding.Source.Model;
        bool isKnown = written.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .All(name => model.GetSymbolInfo(name).Symbol is { } symbol && model.LookupSymbols(position, name: symbol.Name).Contains(symbol));
        bool isEqual = !model.GetConstantValue(written).HasValue || model.GetConstantValue(written).Value?.ToString() == number;
        return isKnown && isEqual && written is not LiteralExpressionSyntax ? written.ToString() : number;
    }
}
