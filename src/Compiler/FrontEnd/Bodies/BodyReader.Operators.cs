using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompiledNets.Compiler.FrontEnd.Bodies;

// Operators over tensors become nodes, over constants constants.
internal sealed partial class BodyReader
{
    private Value EvaluateBinary(IBinaryOperation binary)
    {
        Value left = Evaluate(binary.LeftOperand);
        bool? decided = (binary.OperatorKind, left) switch
        {
            (BinaryOperatorKind.ConditionalAnd, Value.Constant { Content: false }) => false,
            (BinaryOperatorKind.ConditionalOr, Value.Constant { Content: true }) => true,
            _ => null,
        };
        return decided is { } known
            ? new Value.Constant(known, binary.Type)
            : Operate(binary.OperatorKind, binary.OperatorMethod, left, Evaluate(binary.RightOperand), binary.Syntax);
    }

    private Value Operate(BinaryOperatorKind kind, IMethodSymbol? method, Value left, Value right, SyntaxNode syntax)
    {
        if (left == Value.Missing || right == Value.Missing)
        {
            return Value.Missing;
        }

        if (left is Value.Node || right is Value.Node)
        {
            return OperateOnNodes(kind, method, left, right, syntax);
        }

        if (left is not Value.Constant { Content: var a } || right is not Value.Constant { Content: var b })
        {
            return Fault(Rules.Unreadable, syntax, "This operator", "use operators over Tensor and constants");
        }

        return Constant(ConstantMath.Binary(kind, a, b), syntax);
    }

    /// <summary>Tensor arithmetic, and arithmetic on floats that are only known at run time.</summary>
    private Value OperateOnNodes(BinaryOperatorKind kind, IMethodSymbol? method, Value left, Value right, SyntaxNode syntax)
    {
        string? op = kind switch
        {
            BinaryOperatorKind.Add => "Add",
            BinaryOperatorKind.Subtract => "Subtract",
            BinaryOperatorKind.Multiply => "Multiply",
            BinaryOperatorKind.Divide => "Divide",
            _ => null,
        };
        if (op is null || AsNode(left, syntax) is not Value.Node a || AsNode(right, syntax) is not Value.Node b)
        {
            const string Advice = "choose between values known only at run time by arithmetic, with Maximum or with Minimum";
            return Fault(Rules.NotConstant, syntax, "What is compared", Advice);
        }

        ValueKind kindOfResult = method is null ? ValueKind.Scalar : ValueKind.Tensor;
        var node = new SpecNode(op, [a.Index, b.Index], [], null, "", Site(syntax)) { Operands = OperandNames.OfOperator(syntax) };
        return Add(node, kindOfResult);
    }

    private Value EvaluateUnary(IUnaryOperation unary)
    {
        Value operand = Evaluate(unary.Operand);
        switch (operand)
        {
            case Value.Constant { Content: int back } when unary.OperatorKind == UnaryOperatorKind.Hat:
                return new Value.Slice(new Literal.Position(back, FromEnd: true));
            case Value.Constant { Content: var content }:
                return Constant(ConstantMath.Unary(unary.OperatorKind, content), unary.Syntax);
            case Value.Node node when unary.OperatorKind == UnaryOperatorKind.Minus:
                return Add(new SpecNode("Negate", [node.Index], [], null, "", Site(unary.Syntax)), node.Kind);
            case Value.Node when unary.OperatorKind == UnaryOperatorKind.Plus:
                return operand;
            case Value.Node:
                return Fault(Rules.NotConstant, unary.Operand.Syntax, "The operand of this operator", "use a constant");
            default:
                return Rejected();
        }
    }

    /// <summary>A node as it is, a number as a constant node.</summary>
    private Value AsNode(Value value, SyntaxNode syntax) =>
        value is Value.Constant { Content: { } content } && ConstantMath.ToDouble(content) is { } number
            ? Add(SpecNode.ForConstant(number, Site(syntax)), ValueKind.Scalar)
            : value;

    private Value Constant(ConstantResult result, SyntaxNode syntax) => result.Problem is { } problem
        ? Fault(Rules.NoSuchConstant, syntax, problem)
        : new Value.Constant(result.Value, null);
}
