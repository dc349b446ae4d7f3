using System.Collections.Immutable;
using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompiledNets.Compiler.FrontEnd.Bodies;

// Expressions, evaluated in C#'s order.
internal sealed partial class BodyReader
{
    // Each level takes a few frames of the stack, of which the compiler's threads have about a megabyte.
    private const int DepthLimit = 250;

    private int depth;
    private bool isTooDeep;

    private Value Evaluate(IOperation? expression)
    {
        if (expression is null or IInvalidOperation || expression.Type is IErrorTypeSymbol)
        {
            return Rejected();
        }

        if (expression.ConstantValue is { HasValue: true, Value: var constant })
        {
            return new Value.Constant(constant, expression.Type);
        }

        if (depth == DepthLimit)
        {
            return isTooDeep ? Rejected() : TooDeep(expression);
        }

        depth++;
        Value value = EvaluateKind(expression);
        depth--;
        return value;
    }

    private Value EvaluateKind(IOperation expression) => expression switch
    {
        ILocalReferenceOperation local => Variable(local.Local),
        IParameterReferenceOperation parameter => Variable(parameter.Parameter),
        IInvocationOperation call => EvaluateCall(call),
        IConversionOperation conversion => EvaluateConversion(conversion),
        IBinaryOperation binary => EvaluateBinary(binary),
        IUnaryOperation unary => EvaluateUnary(unary),
        IRangeOperation range => EvaluateRange(range),
        IPropertyReferenceOperation property => EvaluateProperty(property),
        IFieldReferenceOperation field => EvaluateField(field),
        IArrayElementReferenceOperation element => EvaluateElement(element),
        IConditionalOperation choice => EvaluateChoice(choice),
        ISwitchExpressionOperation choice => EvaluateSwitch(choice),
        IIsPatternOperation test => EvaluateTest(test),
        ITupleOperation tuple => new Value.Tuple(EvaluateAll(tuple.Elements)),
        IArrayCreationOperation array => EvaluateArray(array),
        ICollectionExpressionOperation { Elements: var elements } list when !elements.Any(element => element is ISpreadOperation) =>
            new Value.List(EvaluateAll(list.Elements)),
        IInterpolatedStringOperation text => EvaluateText(text),
        ISimpleAssignmentOperation { IsRef: false } assignment => Assign(assignment.Target, Evaluate(assignment.Value)),
        IDeconstructionAssignmentOperation assignment => Assign(assignment.Target, Evaluate(assignment.Value)),
        ICompoundAssignmentOperation assignment => EvaluateCompound(assignment),
        IIncrementOrDecrementOperation step => EvaluateStep(step),
        _ => CannotRead(expression),
    };

    private Value TooDeep(IOperation expression)
    {
        isTooDeep = true;
        const string Found = "nests expressions and helper calls too deeply";
        return Fault(Rules.TooMuch, expression.Syntax, Found, "name values in between with locals");
    }

    private ImmutableArray<Value> EvaluateAll(ImmutableArray<IOperation> expressions)
    {
        var values = ImmutableArray.CreateBuilder<Value>(expressions.Length);
        foreach (IOperation expression in expressions)
        {
            values.Add(Evaluate(expression));
        }

        return values.MoveToImmutable();
    }

    private Value CannotRead(IOperation expression)
    {
        (string what, string advice) = Unreadable.Describe(expression);
        return Fault(Rules.Unreadable, expression.Syntax, what, advice);
    }

    /// <summary>A local's or parameter's value. Without one, it was not assigned, which C# reports, or that was not read.</summary>
    private Value Variable(ISymbol symbol) => frame.Variables.TryGetValue(symbol, out Value? value) ? value : Rejected();

    private Value EvaluateChoice(IConditionalOperation choice) => Decide(choice.Condition) switch
    {
        true => Evaluate(choice.WhenTrue),
        false => Evaluate(choice.WhenFalse),
        null => Value.Missing,
    };

    private Value EvaluateArray(IArrayCreationOperation array) =>
        array is { Initializer: { } elements, Type: IArrayTypeSymbol { Rank: 1 } }
            ? new Value.List(EvaluateAll(elements.ElementValues))
            : Fault(Rules.Unreadable, array.Syntax, "An array without its elements", "list them, or use locals");

    private Value EvaluateElement(IArrayElementReferenceOperation element)
    {
        Value array = Evaluate(element.ArrayReference);
        Value index = element.Indices.Length == 1 ? Evaluate(element.Indices[0]) : Value.Missing;
        if (array == Value.Missing || index == Value.Missing)
        {
            return Value.Missing;
        }

        return (array, index) switch
        {
            (Value.List list, Value.Constant { Content: int at }) => ElementAt(list, at) ?? CannotRead(element),
            (Value.List list, Value.Slice { At: Literal.Position at }) =>
                ElementAt(list, at.FromEnd ? list.Elements.Length - at.Value : at.Value) ?? CannotRead(element),
            _ => CannotRead(element),
        };
    }

    private static Value? ElementAt(Value.List list, int index) =>
        index >= 0 && index < list.Elements.Length ? list.Elements[index] : null;

    private Value EvaluateField(IFieldReferenceOperation field)
    {
        // An enum's members are constants of C#, so only a tuple's elements are left to read.
        if (field.Instance?.Type is not INamedTypeSymbol { IsTupleType: true } type)
        {
            return CannotRead(field);
        }

        int index = type.TupleElements.IndexOf(type.TupleElements.FirstOrDefault(element =>
            element.Name == field.Field.Name || element.CorrespondingTupleField?.Name == field.Field.Name)!);
        return Evaluate(field.Instance) is Value.Tuple tuple && index >= 0 && index < tuple.Elements.Length
            ? tuple.Elements[index]
            : Rejected();
    }

    private Value EvaluateProperty(IPropertyReferenceOperation property)
    {
        if (property is { Property.IsIndexer: true, Instance: { } sliced, Arguments.Length: 1 } && sliced.Type.IsTensorOrTokens())
        {
            return EvaluateSlice(property, sliced, property.Arguments[0].Value);
        }

        return property is { Property.Name: "Length", Instance.Type: IArrayTypeSymbol } && Evaluate(property.Instance) is Value.List list
            ? new Value.Constant(list.Elements.Length, property.Type)
            : CannotRead(property);
    }

    private Value EvaluateSlice(IPropertyReferenceOperation slice, IOperation sliced, IOperation at)
    {
        Value value = Evaluate(sliced);
        Value where = Evaluate(at);
        if (where is Value.Node)
        {
            return Fault(Rules.NotConstant, at.Syntax, "An index", "slice with constants, or pick with Gather");
        }

        if (value is not Value.Node node || where is not Value.Slice { At: var position })
        {
            return Rejected();
        }

        string name = position is Literal.Range ? "range" : "index";
        var argument = new Argument(name, position, Site(at.Syntax));
        return Add(new SpecNode("Slice", [node.Index], [argument], null, "", Site(slice.Syntax)), node.Kind);
    }

    private Value EvaluateRange(IRangeOperation range)
    {
        Value start = range.LeftOperand is null ? new Value.Slice(new Literal.Position(0, FromEnd: false)) : Evaluate(range.LeftOperand);
        Value end = range.RightOperand is null ? new Value.Slice(new Literal.Position(0, FromEnd: true)) : Evaluate(range.RightOperand);
        if (start is Value.Node || end is Value.Node)
        {
            return Fault(Rules.NotConstant, range.Syntax, "An end of a range", "slice with constants");
        }

        return (start, end) is (Value.Slice { At: Literal.Position first }, Value.Slice { At: Literal.Position last })
            ? new Value.Slice(new Literal.Range(first, last))
            : Rejected();
    }
}
