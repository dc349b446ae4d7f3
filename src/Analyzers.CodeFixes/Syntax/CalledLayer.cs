using System.Collections.Immutable;
using CompiledNets.Compiler.FrontEnd;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Syntax;

/// <summary>A layer or op as an inline call: <c>Conv2D(x, 32, 3, stride: 2)</c>.</summary>
internal sealed class CalledLayer : LayerSyntax
{
    private readonly InvocationExpressionSyntax call;
    private readonly IMethodSymbol method;
    private readonly SemanticModel model;

    private CalledLayer(InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model)
    {
        this.call = call;
        this.method = method;
        this.model = model;
    }

    public static CalledLayer? Of(InvocationExpressionSyntax call, SemanticModel model) =>
        model.GetSymbolInfo(call).Symbol is IMethodSymbol method && method.ContainingType.IsOps() ? new CalledLayer(call, method, model) : null;

    public override string Op => method.Name;

    public override SyntaxNode Syntax => call;

    private SeparatedSyntaxList<ArgumentSyntax> Arguments => call.ArgumentList.Arguments;

    public override ExpressionSyntax? Argument(string name)
    {
        for (int position = 0; position < Arguments.Count; position++)
        {
            string? found = Arguments[position].NameColon?.Name.Identifier.ValueText ?? method.Parameters.ElementAtOrDefault(position)?.Name;
            if (found == name)
            {
                return Arguments[position].Expression;
            }
        }

        return null;
    }

    public override string Named(string argument, string value) => $"{argument}: {value}";

    public override TextChange Set(string argument, string value) => Argument(argument) is { } written
        ? new TextChange(written.Span, value)
        : Insert(call.ArgumentList.CloseParenToken.SpanStart, (Arguments.Count > 0 ? ", " : "") + Named(argument, value));

    public override ImmutableArray<TextChange> Remove()
    {
        ExpressionSyntax given = Arguments[0].Expression;
        if (call.Parent is AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax statement } assignment
            && assignment.Left.ToString() == given.ToString())
        {
            // What would stay, 'x = x;', says nothing.
            return [Delete(statement.SpanStart, statement.GetLastToken().GetNextToken().SpanStart)];
        }

        bool fits = given is not (BinaryExpressionSyntax or ConditionalExpressionSyntax or PrefixUnaryExpressionSyntax)
            || call.Parent is ArgumentSyntax or EqualsValueClauseSyntax or ArrowExpressionClauseSyntax or ReturnStatementSyntax
                or ParenthesizedExpressionSyntax or AssignmentExpressionSyntax;
        return
        [
            new TextChange(TextSpan.FromBounds(call.SpanStart, given.SpanStart), fits ? "" : "("),
            new TextChange(TextSpan.FromBounds(given.Span.End, call.Span.End), fits ? "" : ")"),
        ];
    }

    public override ImmutableArray<TextChange> Before(OpText op) => OpCall.Around(Arguments[0].Expression, op, model);

    public override ImmutableArray<TextChange> After(OpText op) => OpCall.Around(call, op, model);

    public override TextChange Rename(string op) => new(call.Expression.Span, OpCall.Name(op, call.SpanStart, model));
}
