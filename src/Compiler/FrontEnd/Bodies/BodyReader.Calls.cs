using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CompiledNets.Compiler.FrontEnd.Bodies;

// Calls: of ops, of parts, and of methods that are read in place, be they helpers or other entry points.
internal sealed partial class BodyReader
{
    private Value EvaluateCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod.PartialDefinitionPart ?? call.TargetMethod.OriginalDefinition;
        if (method.ContainingType.IsOps())
        {
            return CallOp(call);
        }

        Value?[] arguments = EvaluateArguments(call);
        if (call.Instance is not (null or IInstanceReferenceOperation))
        {
            return Fault(Rules.UnreadableCall, NameOf(call), call.TargetMethod.Name);
        }

        if (context.Duplicates.Contains(method))
        {
            return Rejected();
        }

        if (context.Parts.TryGetValue(method, out PartSpec? part) || context.BrokenParts.Contains(method))
        {
            return part is null || context.BrokenParts.Contains(method) ? Rejected() : CallPart(call, part, arguments);
        }

        if (context.Body(method) is { } body)
        {
            return CallMethod(call, body, arguments);
        }

        if (IsMath(method) && arguments.Any(argument => argument is Value.Node))
        {
            const string Advice = "on what is known only at run time, compute with the ops: Sqrt, Exp, Log, Maximum and so on";
            return Fault(Rules.NotConstant, NameOf(call), $"What '{method.Name}' computes with", Advice);
        }

        return IsMath(method) && CallMath(method.Name, arguments) is { } value
            ? value
            : Fault(Rules.UnreadableCall, NameOf(call), call.TargetMethod.Name);
    }

    /// <summary>A function of <see cref="Math"/> over constants, or null if it is not known.</summary>
    private static Value? CallMath(string function, Value?[] arguments)
    {
        if (arguments.Contains(Value.Missing))
        {
            return Value.Missing;
        }

        IEnumerable<object?> contents = arguments.Select(argument => (argument as Value.Constant)?.Content);
        return ConstantMath.Call(function, [.. contents]) is { } result ? new Value.Constant(result, null) : null;
    }

    /// <summary>The arguments by parameter, evaluated in the order written; defaults too.</summary>
    private Value?[] EvaluateArguments(IInvocationOperation call)
    {
        var values = new Value?[call.TargetMethod.Parameters.Length];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter)
            {
                Rejected();
            }
            else if (parameter.RefKind is RefKind.Ref or RefKind.Out)
            {
                const string Advice = "return values, in a tuple if there are several";
                values[parameter.Ordinal] = Fault(Rules.Unreadable, argument.Syntax, "An argument by reference", Advice);
            }
            else
            {
                values[parameter.Ordinal] = Evaluate(argument.Value);
            }
        }

        return values;
    }

    private Value CallPart(IInvocationOperation call, PartSpec part, Value?[] arguments)
    {
        var inputs = new List<int>();
        if (!arguments.All(argument => argument is not null && AddInputs(inputs, argument)))
        {
            return Rejected();
        }

        int callSite = Site(call.Syntax);
        Value value = Value.Missing;
        foreach (LayerSpec layer in part.Layers)
        {
            int site = context.Sources.Add(context.Sources.Location(layer.Site), callSite);
            value = layer.Inner is not null && inputs.Count == 1
                ? new Value.Node(LayerNodes.Append(nodes, layer, inputs[0], site), ValueKind.Tensor)
                : AddCall(new SpecNode(layer.Op, inputs.ToEquatableArray(), layer.Arguments, layer.Place, "", site), call.TargetMethod.ReturnType);
            inputs = value is Value.Node node ? [node.Index] : [];
        }

        return value;
    }

    /// <summary>Reads a helper or another entry point in place of its call. A helper's inline layers belong to this call of it, an
    /// entry point's are its own wherever it is called.</summary>
    private Value CallMethod(IInvocationOperation call, MethodBody body, Value?[] arguments)
    {
        if (IsRunning(body) || !TakeStep(NameOf(call).GetLocation()))
        {
            return IsRunning(body) ? Fault(Rules.Recursion, NameOf(call), Circle(body)) : Rejected();
        }

        string name = body.Method.Name;
        bool isEntry = context.Entries.Contains(body.Method.PartialDefinitionPart ?? body.Method);
        Frame callee = isEntry
            ? new Frame(body, frame, Site(call.Syntax), new PlaceScope(name), name)
            : new Frame(body, frame, Site(call.Syntax), frame.Scope.Enter(name), frame.Entry);
        for (int index = 0; index < arguments.Length; index++)
        {
            callee.Variables[body.Method.Parameters[index]] = arguments[index] ?? Rejected();
        }

        return Run(callee);
    }

    private bool IsRunning(MethodBody body)
    {
        for (Frame? running = frame; running is not null; running = running.Caller)
        {
            if (running.Body == body)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>Block → Inner → Block</c>.</summary>
    private string Circle(MethodBody body)
    {
        var names = new List<string> { body.Method.Name };
        for (Frame? running = frame; running is not null && running.Body != body; running = running.Caller)
        {
            names.Insert(0, running.Body.Method.Name);
        }

        return string.Join(" → ", names.Prepend(body.Method.Name));
    }

    private static bool IsMath(IMethodSymbol method) => method.ContainingType is
    {
        Name: "Math" or "MathF",
        ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true },
    };

    private static SyntaxNode NameOf(IInvocationOperation call) =>
        call.Syntax is InvocationExpressionSyntax invocation ? invocation.Expression : call.Syntax;
}
