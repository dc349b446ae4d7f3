using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompiledNets.Compiler.FrontEnd.Bodies;

// Statements, run in order.
internal sealed partial class BodyReader
{
    /// <summary>How a statement ends: with the next one, or by leaving a loop's turn, a loop or the method.</summary>
    private enum Flow
    {
        Next,
        Continue,
        Break,
        Return,
    }

    private Flow Execute(IOperation? statement)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        switch (statement)
        {
            case IBlockOperation block:
                return ExecuteAll(block.Operations);
            case IVariableDeclarationGroupOperation group:
                Declare(group);
                return Flow.Next;
            case IExpressionStatementOperation expression:
                Evaluate(expression.Operation);
                return Flow.Next;
            case IReturnOperation { Kind: OperationKind.Return } result:
                frame.Result = result.ReturnedValue is { } value ? Evaluate(value) : Value.Missing;
                return Flow.Return;
            case IConditionalOperation condition:
                return ExecuteIf(condition);
            case IForLoopOperation loop:
                return ExecuteFor(loop);
            case IForEachLoopOperation loop:
                return ExecuteForEach(loop);
            case IBranchOperation { BranchKind: BranchKind.Break }:
                return Flow.Break;
            case IBranchOperation { BranchKind: BranchKind.Continue }:
                return Flow.Continue;
            case IEmptyOperation:
                return Flow.Next;
            case null or IInvalidOperation:
                Rejected();
                return Flow.Next;
            default:
                (string what, string advice) = Unreadable.Describe(statement);
                Fault(Rules.Unreadable, Unreadable.Anchor(statement.Syntax), what, advice);
                return Flow.Next;
        }
    }

    private Flow ExecuteAll(IEnumerable<IOperation> statements)
    {
        foreach (IOperation statement in statements)
        {
            Flow flow = Execute(statement);
            if (flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    private void Declare(IVariableDeclarationGroupOperation group)
    {
        foreach (IVariableDeclaratorOperation variable in group.Declarations.SelectMany(declaration => declaration.Declarators))
        {
            if (variable.Symbol.RefKind != RefKind.None)
            {
                Fault(Rules.Unreadable, variable.Syntax, "A reference to a variable", "assign the value itself");
            }
            else if (variable.GetVariableInitializer() is { } initializer)
            {
                SetVariable(variable.Symbol, Evaluate(initializer.Value));
            }
        }
    }

    private Flow ExecuteIf(IConditionalOperation condition) => Decide(condition.Condition) switch
    {
        true => Execute(condition.WhenTrue),
        false when condition.WhenFalse is not null => Execute(condition.WhenFalse),
        _ => Flow.Next,
    };

    /// <summary>The value of a condition, or null where it is not constant: its comparison has reported that.</summary>
    private bool? Decide(IOperation condition)
    {
        if (Evaluate(condition) is Value.Constant { Content: bool decided })
        {
            return decided;
        }

        isBroken = true;
        return null;
    }
}
