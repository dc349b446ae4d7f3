using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CompiledNets.Compiler.FrontEnd.Bodies;

/// <summary>Words for the C# that no network description can have, and what to write instead.</summary>
internal static class Unreadable
{
    public static (string What, string Advice) Describe(IOperation operation) => operation switch
    {
        IWhileLoopOperation { ConditionIsTop: true } => ("A 'while' loop", "write a 'for' loop with constant bounds"),
        IWhileLoopOperation => ("A 'do' loop", "write a 'for' loop with constant bounds"),
        ISwitchOperation => ("A 'switch' statement", "write a switch expression over constants, or 'if'"),
        ITryOperation => ("A 'try' statement", "leave it out, nothing here runs"),
        IThrowOperation => ("A 'throw'", "leave it out, shapes are checked as you type"),
        IUsingOperation or IUsingDeclarationOperation => ("A 'using'", "leave it out, there is nothing to dispose of"),
        ILockOperation => ("A 'lock'", "leave it out, nothing here runs"),
        ILocalFunctionOperation => ("A local function", "make it a private method"),
        IAnonymousFunctionOperation or IDelegateCreationOperation => ("A lambda or delegate", "call a private method"),
        ILabeledOperation or IBranchOperation => ("A jump to a label", "write 'if' and 'for' with constants"),
        IReturnOperation => ("A 'yield'", "return a Tensor or a tuple of Tensors"),
        IAwaitOperation => ("An 'await'", "leave it out, nothing here runs"),
        IDefaultValueOperation => ("A default value", "give it a value of its own"),
        IObjectCreationOperation creation when creation.Type.IsTensorOrTokens() =>
            ($"A new {creation.Type!.Name}", "take it as a parameter, or compute it with an op"),
        IObjectCreationOperation or IAnonymousObjectCreationOperation or ITypeParameterObjectCreationOperation =>
            ("A new object", "use locals and tuples of Tensor, Tokens and constants"),
        IFieldReferenceOperation field => ($"The field '{field.Field.Name}'", "make it a const, or a parameter of the entry point"),
        IPropertyReferenceOperation property => ($"The property '{property.Property.Name}'", "make it a const, or a method"),
        IArrayElementReferenceOperation => ("This element of an array", "index with a constant inside the array"),
        IInstanceReferenceOperation => ("'this'", "call its parts and methods by their names"),
        ICoalesceOperation or ICoalesceAssignmentOperation or IConditionalAccessOperation =>
            ("A test for null", "tensors are never null; choose with constants"),
        IIsTypeOperation => ("A test of a type", "choose with constants"),
        IAddressOfOperation => ("A pointer", "use Tensor, Tokens and constants"),
        _ => ("This", "write calls of ops, parts, entry points and helper methods over Tensor, Tokens and constants"),
    };

    /// <summary>What to underline: of a long statement its first word, else all of it.</summary>
    public static Location Anchor(SyntaxNode syntax) => syntax switch
    {
        LocalFunctionStatementSyntax function => function.Identifier.GetLocation(),
        ExpressionStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax => syntax.GetLocation(),
        StatementSyntax => syntax.GetFirstToken().GetLocation(),
        _ => syntax.GetLocation(),
    };
}
