using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompiledNets.Compiler.FrontEnd.Bodies;

// Switch expressions and 'is', over constants.
internal sealed partial class BodyReader
{
    private Value EvaluateSwitch(ISwitchExpressionOperation choice)
    {
        Value value = Evaluate(choice.Value);
        if (value is Value.Node)
        {
            return Fault(Rules.NotConstant, choice.Value.Syntax, "What a switch expression looks at", "switch over constants");
        }

        foreach (ISwitchExpressionArmOperation arm in choice.Arms)
        {
            bool? matches = value == Value.Missing ? null : Matches(arm.Pattern, value);
            if (matches == true && arm.Guard is { } guard)
            {
                matches = Decide(guard);
            }

            if (matches is null)
            {
                return Rejected();
            }

            if (matches == true)
            {
                return Evaluate(arm.Value);
            }
        }

        return Fault(Rules.NoSuchConstant, choice.Syntax, "no case of the switch fits");
    }

    private Value EvaluateTest(IIsPatternOperation test)
    {
        Value value = Evaluate(test.Value);
        if (value is Value.Node)
        {
            return Fault(Rules.NotConstant, test.Value.Syntax, "What 'is' looks at", "test constants");
        }

        bool? matches = value == Value.Missing ? null : Matches(test.Pattern, value);
        return matches is { } known ? new Value.Constant(known, test.Type) : Rejected();
    }

    /// <summary>Whether a constant fits a pattern, or null where that could not be read, which is reported.</summary>
    private bool? Matches(IPatternOperation pattern, Value value)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return true;
            case IDeclarationPatternOperation { MatchesNull: true, DeclaredSymbol: { } variable }:
                SetVariable(variable, value);
                return true;
            case IConstantPatternOperation constant:
                return Compare(BinaryOperatorKind.Equals, value, constant.Value);
            case IRelationalPatternOperation relation:
                return Compare(relation.OperatorKind, value, relation.Value);
            case INegatedPatternOperation negation:
                return !Matches(negation.Pattern, value);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either:
                return Matches(either.LeftPattern, value) | Matches(either.RightPattern, value);
            case IBinaryPatternOperation both:
                return Matches(both.LeftPattern, value) & Matches(both.RightPattern, value);
            default:
                Fault(Rules.Unreadable, pattern.Syntax, "This pattern", "compare with constants");
                return null;
        }
    }

    private bool? Compare(BinaryOperatorKind kind, Value value, IOperation with) =>
        value is Value.Constant { Content: var left } && Evaluate(with) is Value.Constant { Content: var right }
            ? ConstantMath.Binary(kind, left, right).Value as bool?
            : null;
}
