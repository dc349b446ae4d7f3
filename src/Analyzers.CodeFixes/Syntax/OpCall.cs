using System.Collections.Immutable;
using CompiledNets.Compiler.FrontEnd;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.CodeFixes.Syntax;

/// <summary>Writes inline calls of ops.</summary>
internal static class OpCall
{
    /// <summary>Puts a call around an expression: <c>x</c> becomes <c>Reshape(x, 1, 28, 28)</c>.</summary>
    public static ImmutableArray<TextChange> Around(SyntaxNode expression, OpText op, SemanticModel model)
    {
        string end = op.Arguments.Length > 0 ? $", {op.Arguments})" : ")";
        return
        [
            new TextChange(new TextSpan(expression.SpanStart, 0), Name(op.Name, expression.SpanStart, model) + "("),
            new TextChange(new TextSpan(expression.Span.End, 0), end),
        ];
    }

    /// <summary>How an op is called at a position: by its name where that means the op, else with its class.</summary>
    public static string Name(string op, int position, SemanticModel model)
    {
        ImmutableArray<ISymbol> found = model.LookupSymbols(position, name: op);
        if (found.Length > 0 && found.All(symbol => symbol.ContainingType.IsOps()))
        {
            return op;
        }

        return model.LookupSymbols(position, name: "Ops").Any(symbol => (symbol as ITypeSymbol).IsOps()) ? $"Ops.{op}" : $"CompiledNets.Ops.{op}";
    }
}
