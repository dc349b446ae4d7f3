using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CompiledNets.Compiler.FrontEnd.Bodies;

/// <summary>What operands are called where they are used: messages speak of <c>shortcut</c> where the code around them does, whatever
/// the value was called before.</summary>
internal static class OperandNames
{
    /// <summary>Both operands of an operator.</summary>
    public static EquatableArray<string> OfOperator(SyntaxNode syntax) => syntax switch
    {
        BinaryExpressionSyntax binary => [Of(binary.Left), Of(binary.Right)],
        AssignmentExpressionSyntax assignment => [Of(assignment.Left), Of(assignment.Right)],
        _ => [],
    };

    /// <summary>An argument, or each of those that a <c>params</c> array lists. The elements of an array in a variable have no names.</summary>
    public static IEnumerable<string> OfArgument(IOperation argument) => argument switch
    {
        IArrayCreationOperation { Initializer: { } elements } => elements.ElementValues.Select(element => Of(element.Syntax)),
        { Type: IArrayTypeSymbol } => [],
        _ => [Of(argument.Syntax)],
    };

    /// <summary>The variable's name, or empty for any other expression.</summary>
    private static string Of(SyntaxNode syntax) => syntax switch
    {
        ParenthesizedExpressionSyntax parentheses => Of(parentheses.Expression),
        IdentifierNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };
}
