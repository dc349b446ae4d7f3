using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.FrontEnd.Classes;

/// <summary>Reads <c>[Explains]</c>: on a forward entry point, or on the class of a chain.</summary>
internal static class ExplainsReader
{
    private const string Word = "Explains";

    /// <summary>Whether a describing method's gradients by its inputs are asked for.</summary>
    public static bool Read(IMethodSymbol method) => method.Attribute(Word) is not null && method.Attribute("Forward") is not null;

    /// <summary>Whether those of the class's chain are.</summary>
    public static bool Read(ReadingContext context) => context.Type.Attribute(Word) is not null;

    /// <summary>Reports where the attribute asks for what there is not: nothing else would read it.</summary>
    public static void Check(ReadingContext context, IReadOnlyList<EntrySpec> chain, IReadOnlyList<EntryHead> wiring)
    {
        if (context.Type.Attribute(Word) is { } onClass)
        {
            bool isWiring = wiring.Count > 0 && LayerReader.LayersOf(context, context.Type).Count == 0;
            Report(context, onClass, context.Type, chain.Count > 0 ? Problem(chain[0].Parameters)
                : isWiring ? ("has no chain", "write [Forward, Explains] on the methods that are to be explained")
                : null);
        }

        foreach (IMethodSymbol method in context.UserMethods())
        {
            if (method.Attribute(Word) is { } attribute && !context.Duplicates.Contains(method))
            {
                Report(context, attribute, method, method.Attribute("Forward") is null
                    ? ("is no [Forward]", "put it on a forward entry point, whose outputs it explains")
                    : ReturnsFloats(method) ? Problem([.. method.Parameters.Select(Parameter)])
                    : ("returns Tokens, and ints have no gradient", "explain a [Forward] that returns the scores as a Tensor"));
            }
        }
    }

    private static bool ReturnsFloats(IMethodSymbol method) => method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
        ? tuple.TupleElements.Any(element => !element.Type.IsTokens())
        : !method.ReturnType.IsTokens();

    private static ParameterSpec Parameter(IParameterSymbol parameter) =>
        new(parameter.Name, parameter.Type.Kind() ?? ValueKind.Tensor, null, 0, IsState: parameter.RefKind == RefKind.Ref);

    private static (string Problem, string Advice)? Problem(EquatableArray<ParameterSpec> parameters)
    {
        if (parameters.FirstOrDefault(parameter => parameter.IsState) is { } state)
        {
            return ($"updates the state '{state.Name}'", "explain a [Forward] that takes the whole sequence");
        }

        return parameters.Any(parameter => parameter.Kind == ValueKind.Tensor) ? null
            : ("takes no Tensor, and ints have no gradient", "explain a [Forward] that takes the embedded values as a Tensor");
    }

    private static void Report(ReadingContext context, AttributeData attribute, ISymbol symbol, (string Problem, string Advice)? found)
    {
        if (found is { } fault && attribute.ApplicationSyntaxReference?.GetSyntax(context.Cancellation) is { } syntax)
        {
            context.Faults.Report(Rules.CannotExplain, syntax.GetLocation(), symbol.Name, fault.Problem, fault.Advice);
        }
    }
}
