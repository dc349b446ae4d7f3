using System.Collections.Immutable;
using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd.Classes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace CompiledNets.Compiler.FrontEnd.Bodies;

// Calls of ops: tensors are inputs, everything else is a constant argument.
internal sealed partial class BodyReader
{
    private Value CallOp(IInvocationOperation call)
    {
        IMethodSymbol op = call.TargetMethod;
        var given = new (Value Value, IArgumentOperation Argument)?[op.Parameters.Length];
        foreach (IArgumentOperation argument in call.Arguments.Where(argument => argument.ArgumentKind != ArgumentKind.DefaultValue))
        {
            if (argument.Parameter is { } parameter)
            {
                given[parameter.Ordinal] = (Evaluate(argument.Value), argument);
            }
        }

        var inputs = new List<int>();
        var operands = new List<string>();
        var arguments = new List<Argument>();
        string? fileName = null;
        bool isWhole = true;
        for (int ordinal = 0; ordinal < given.Length; ordinal++)
        {
            if (given[ordinal] is not { } found)
            {
                continue;
            }

            IParameterSymbol parameter = op.Parameters[ordinal];
            if (IsInput(parameter.Type))
            {
                isWhole &= AddInputs(inputs, found.Value);
                operands.AddRange(OperandNames.OfArgument(found.Argument.Value));
            }
            else if (parameter.Name == OpNames.NameParameter)
            {
                isWhole &= TryReadName(found.Value, found.Argument.Value, out fileName);
            }
            else if (found.Value is Value.Constant { Content: null })
            {
                continue; // The default.
            }
            else if (ToLiteral(found.Value, op, parameter, found.Argument.Value) is { } literal)
            {
                arguments.Add(new Argument(parameter.Name, literal, SiteOf(found.Argument)));
            }
            else
            {
                isWhole = false;
            }
        }

        Place place = frame.Scope.Take(op.Name, fileName);
        if (!isWhole)
        {
            return Rejected();
        }

        int site = Site(call.Syntax);
        if (OpNames.OwnsWeights(op))
        {
            place = fileName is null ? place : context.Places.Share(place, op.Name);
            NoteWeights(place, fileName is not null, site);
        }

        var node = new SpecNode(op.Name, inputs.ToEquatableArray(), arguments.ToEquatableArray(), place, "", site)
        {
            Operands = operands.ToEquatableArray(),
        };
        return AddCall(node, op.ReturnType);
    }

    /// <summary>Where an argument stands; a <c>params</c> list is all of its elements.</summary>
    private int SiteOf(IArgumentOperation argument)
    {
        if (argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer.ElementValues: { Length: > 0 } elements } })
        {
            SyntaxNode first = elements[0].Syntax, last = elements[elements.Length - 1].Syntax;
            var span = TextSpan.FromBounds(first.SpanStart, last.Span.End);
            return context.Sources.Add(Location.Create(first.SyntaxTree, span), frame.CallSite);
        }

        return Site(argument.Value.Syntax);
    }

    /// <summary>Adds a call of a layer or op. One that returns a tuple or an array is its first element; the others are nodes that refer to
    /// it.</summary>
    private Value AddCall(SpecNode call, ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { IsTupleType: true } tuple =>
            new Value.Tuple(AddResults(call, [.. tuple.TupleElements.Select(element => KindOf(element.Type))])),
        IArrayTypeSymbol => AddParts(call),
        _ => Add(call, KindOf(type)),
    };

    private ImmutableArray<Value> AddResults(SpecNode call, ValueKind[] kinds)
    {
        var elements = ImmutableArray.CreateBuilder<Value>(kinds.Length);
        int first = nodes.Count;
        elements.Add(Add(call, kinds[0]));
        for (int index = 1; index < kinds.Length && !isGivenUp; index++)
        {
            elements.Add(Add(SpecNode.ForFurtherResult(first, index - 1, call.Site), kinds[index]));
        }

        return elements.ToImmutable();
    }

    /// <summary>An array has as many elements as the call's argument "parts" says, or as its list "sizes" has.</summary>
    private Value AddParts(SpecNode call)
    {
        int wanted = call.Arguments.Select(argument => (argument.Name, argument.Value)).FirstOrDefault(argument => argument.Name is "parts" or "sizes") switch
        {
            (_, Literal.Number parts) => (int)parts.Value,
            (_, Literal.Integers sizes) => sizes.Values.Count,
            _ => 0,
        };
        if (wanted > 0)
        {
            return new Value.List(AddResults(call, [.. Enumerable.Repeat(ValueKind.Tensor, Math.Min(wanted, CallLimit))]));
        }

        // No such array can be taken apart: the op's definition reports the number.
        Add(call, ValueKind.Tensor);
        return Rejected();
    }

    private static ValueKind KindOf(ITypeSymbol type) => type.IsTokens() ? ValueKind.Tokens : ValueKind.Tensor;

    private static bool IsInput(ITypeSymbol type) =>
        type.IsTensorOrTokens() || (type is IArrayTypeSymbol array && array.ElementType.IsTensorOrTokens());

    private static bool AddInputs(List<int> inputs, Value value)
    {
        switch (value)
        {
            case Value.Node node:
                inputs.Add(node.Index);
                return true;
            case Value.List list:
                return list.Elements.All(element => AddInputs(inputs, element));
            default:
                return false;
        }
    }

    /// <summary>The name in files that a call gives its weights; null is none.</summary>
    private bool TryReadName(Value value, IOperation written, out string? name)
    {
        name = (value as Value.Constant)?.Content as string;
        if (name is not null && !Naming.IsFileName(name))
        {
            Fault(Rules.BadFileName, written.Syntax, name);
            return false;
        }

        return value is Value.Constant;
    }

    private Literal? ToLiteral(Value value, IMethodSymbol op, IParameterSymbol parameter, IOperation written)
    {
        switch (value)
        {
            case Value.Constant { Type: { TypeKind: TypeKind.Enum } type, Content: var member }:
                return new Literal.Choice(AttributeLiteral.MemberOf(type, member));
            case Value.Constant { Content: { } content } when AttributeLiteral.From(content) is { } literal:
                return literal;
            case Value.List list when list.Elements.All(element => element is Value.Constant { Content: int }):
                return new Literal.Integers(list.Elements.Select(element => (int)((Value.Constant)element).Content!).ToEquatableArray());
            case Value.Node:
            case Value.List list when list.Elements.Any(element => element is Value.Node):
                const string Advice = "write a number, a const, or a parameter that every caller gives a constant";
                Fault(Rules.NotConstant, written.Syntax, $"'{parameter.Name}' of {op.Name}", Advice);
                return null;
            default:
                isBroken = true;
                return null;
        }
    }

    /// <summary>Notes an inline layer with weights, and the helpers that led to it, unless its name makes all entry points share it.</summary>
    private void NoteWeights(Place place, bool isNamed, int site)
    {
        context.Places.Add(place, isNamed, site);
        for (Frame call = frame; !call.IsEntry && !isNamed; call = call.Caller!)
        {
            context.Helpers.Add(call.Body.Method, call.Caller!.IsEntry ? null : call.Caller.Body.Method, call.Entry);
        }
    }
}
