using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.FrontEnd.Classes;

/// <summary>Reads the parameters of entry points.</summary>
internal static class EntryParameterReader
{
    public static ParameterSpec Read(ReadingContext context, IParameterSymbol parameter, ref bool isBroken)
    {
        Location name = parameter.Locations[0];
        int site = context.Sources.Add(name);
        if (parameter.Type is IErrorTypeSymbol)
        {
            context.HasCompilerErrors = true;
            isBroken = true;
            return new ParameterSpec(parameter.Name, ValueKind.Tensor, null, site);
        }

        AttributeData? shape = parameter.Attribute("Shape");
        (string Found, string Advice)? problem = Problem(parameter, shape is not null);
        if (problem is { } fault)
        {
            context.Faults.Report(Rules.EntryParameter, name, parameter.Name, fault.Found, fault.Advice);
            isBroken = true;
        }

        ValueKind kind = parameter.Type.Kind() ?? ValueKind.Tensor;
        EquatableArray<int>? extents = [];
        if (shape is not null)
        {
            extents = ShapeReader.Read(context, shape, out _);
        }
        else if (parameter.Type.IsTensorOrTokens())
        {
            if (problem is null)
            {
                string type = (parameter.RefKind == RefKind.Ref ? "ref " : "") + kind;
                context.Faults.Report(Rules.MissingShape, name, $"'{parameter.Name}'", $"[Shape(784)] {type} {parameter.Name}");
            }

            extents = null;
        }

        isBroken |= extents is null;
        return new ParameterSpec(parameter.Name, kind, extents, site, IsState: parameter.RefKind == RefKind.Ref);
    }

    private static (string Found, string Advice)? Problem(IParameterSymbol parameter, bool hasShape)
    {
        string type = parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        return
            parameter.RefKind is not (RefKind.None or RefKind.Ref)
                ? ("is passed by reference", "pass it by value, or by 'ref' where it is state that the call updates")
            : parameter.RefKind == RefKind.Ref && parameter.Type.Kind() != ValueKind.Tensor
                ? ("is passed by reference but is no Tensor", "state that a call updates is a 'ref Tensor'")
            : parameter.RefKind == RefKind.Ref && parameter.ContainingSymbol.Attribute("Objective") is not null
                ? ("is state of an objective", "let a [Forward] method update state; an objective's value comes from its inputs alone")
            : parameter.Type.Kind() is null
                ? ($"has the type '{type}'", "take Tensor, Tokens, or float for a number given at run time; make others constants")
            : parameter.HasExplicitDefaultValue
                ? ("has a default value", "leave it out, callers pass every input")
            : hasShape && parameter.Type.Kind() == ValueKind.Scalar
                ? ("is one float for the whole batch and has a [Shape]", "make it a Tensor, or drop the [Shape]")
            : null;
    }
}
