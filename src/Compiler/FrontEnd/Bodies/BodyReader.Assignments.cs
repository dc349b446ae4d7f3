using System.Collections.Immutable;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompiledNets.Compiler.FrontEnd.Bodies;

// Assignments: to locals and parameters only, since a description has no state.
internal sealed partial class BodyReader
{
    private Value Assign(IOperation target, Value value)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                SetVariable(local.Local, value);
                break;
            case IParameterReferenceOperation parameter:
                SetVariable(parameter.Parameter, value);
                break;
            case IDiscardOperation:
                break;
            case IDeclarationExpressionOperation declaration:
                return Assign(declaration.Expression, value);
            case ITupleOperation tuple:
                AssignTuple(tuple, value);
                break;
            case IInvalidOperation:
                return Rejected();
            default:
                return Fault(Rules.Unreadable, target.Syntax, "An assignment to this", "assign to a local: a description has no state");
        }

        return value;
    }

    private void AssignTuple(ITupleOperation tuple, Value value)
    {
        ImmutableArray<Value> values = value switch
        {
            Value.Tuple { Elements: var elements } => elements,
            Value.List { Elements: var elements } => elements,
            _ => [],
        };
        if (value is Value.List && values.Length != tuple.Elements.Length)
        {
            string found = $"Taking an array of {Names.Text(values.Length)} apart into {Names.Text(tuple.Elements.Length)}";
            Fault(Rules.Unreadable, tuple.Syntax, found, "name each of its elements, with '_' for those that nothing reads");
        }

        isBroken |= values.Length != tuple.Elements.Length;
        for (int index = 0; index < tuple.Elements.Length; index++)
        {
            Assign(tuple.Elements[index], index < values.Length ? values[index] : Value.Missing);
        }
    }

    /// <summary>Gives a variable its value, and a node the name of its first variable.</summary>
    private void SetVariable(ISymbol variable, Value value)
    {
        frame.Variables[variable] = value;
        if (value is Value.Node node && nodes[node.Index].Name.Length == 0)
        {
            nodes[node.Index] = nodes[node.Index] with { Name = variable.Name };
        }
    }

    private Value EvaluateCompound(ICompoundAssignmentOperation assignment)
    {
        ITypeSymbol? operand = assignment.OperatorMethod?.Parameters[0].Type ?? assignment.Value.Type;
        Value left = Convert(Evaluate(assignment.Target), operand, assignment.Target.Syntax);
        Value right = Evaluate(assignment.Value);
        Value value = Operate(assignment.OperatorKind, assignment.OperatorMethod, left, right, assignment.Syntax);
        return Assign(assignment.Target, Convert(value, assignment.Type, assignment.Syntax));
    }

    private Value EvaluateStep(IIncrementOrDecrementOperation step)
    {
        Value before = Evaluate(step.Target);
        BinaryOperatorKind kind = step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        Value after = Operate(kind, null, before, Convert(new Value.Constant(1, null), step.Type, step.Syntax), step.Syntax);
        Assign(step.Target, after);
        return step.IsPostfix ? before : after;
    }
}
