using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.FrontEnd.Classes;

/// <summary>An entry point before its body is read.</summary>
internal sealed record EntryHead(
    string Name,
    EntryKind Kind,
    IMethodSymbol Method,
    string Documentation,
    EquatableArray<ParameterSpec> Parameters,
    EquatableArray<NameSpec> Trains,
    EquatableArray<NameSpec> Evaluates,
    bool IsBroken,
    int Site);

/// <summary>Reads the heads of the describing methods: <c>[Forward]</c> and <c>[Objective]</c>.</summary>
internal static class EntryReader
{
    public static bool IsEntry(IMethodSymbol method) =>
        method.Attribute("Forward") is not null || method.Attribute("Objective") is not null;

    public static List<EntryHead> Read(ReadingContext context)
    {
        List<IMethodSymbol> methods = context.UserMethods().Where(IsEntry).ToList();
        context.Entries.UnionWith(methods);
        var names = new HashSet<string>(methods.Select(method => method.Name).Concat(context.Parts.Values.Select(part => part.Name)));
        return methods.Select(method => Read(context, method, names)).ToList();
    }

    private static EntryHead Read(ReadingContext context, IMethodSymbol method, HashSet<string> names)
    {
        int site = context.Sources.Add(method.Locations[0]);
        bool isBroken = !CheckSignature(context, method) | !CheckResult(context, method);
        CheckAccess(context, method);

        var parameters = new List<ParameterSpec>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            parameters.Add(EntryParameterReader.Read(context, parameter, ref isBroken));
        }

        return new EntryHead(
            method.Name,
            method.Attribute("Objective") is null ? EntryKind.Forward : EntryKind.Objective,
            method,
            context.Declarations(method).Select(Documentation.Of).FirstOrDefault() ?? "",
            parameters.ToEquatableArray(),
            NameListReader.Read(context, method, "Trains", names),
            NameListReader.Read(context, method, "Evaluates", names),
            isBroken,
            site);
    }

    private static bool CheckSignature(ReadingContext context, IMethodSymbol method)
    {
        (string Problem, string Advice)? found =
            method.Attribute("Forward") is not null && method.Attribute("Objective") is not null
                ? ("is both [Forward] and [Objective]", "write two methods, of which one calls the other")
            : LayerReader.LayersOf(context, method).Count > 0 ? ("has layers on it", "put them on a partial method and call that")
            : method.Arity > 0 ? ("is generic", "make its sizes constants")
            : method.IsAsync ? ("is async", "nothing in it runs, so nothing waits")
            : method.Attribute("Objective") is null && (method.Attribute("Trains") ?? method.Attribute("Evaluates")) is { } aboutTraining
                ? ($"has [{aboutTraining.Word()}] without being trained", "put that on the [Objective] that calls it")
            : method.Attribute("Objective") is not null && !method.Parameters.Any(parameter => parameter.Type.IsTensorOrTokens())
                ? ("takes no tensor, so that its batch has no size", "give it what a sample consists of")
            : null;
        if (found is { } fault)
        {
            context.Faults.Report(Rules.EntrySignature, method.Locations[0], method.Name, fault.Problem, fault.Advice);
        }

        // The C# compiler asks for the body.
        bool hasBody = context.Body(method) is not null;
        context.HasCompilerErrors |= !hasBody;
        return found is null && hasBody;
    }

    private static bool CheckResult(ReadingContext context, IMethodSymbol method)
    {
        ITypeSymbol[] results = method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
            ? tuple.TupleElements.Select(element => element.Type).ToArray()
            : [method.ReturnType];
        if (results.Any(type => type is IErrorTypeSymbol))
        {
            context.HasCompilerErrors = true;
            return false;
        }

        bool isObjective = method.Attribute("Objective") is not null;
        if (results.All(type => isObjective ? type.IsTensor() : type.IsTensorOrTokens()) && !method.ReturnsByRef && !method.ReturnsByRefReadonly)
        {
            return true;
        }

        string type = method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        context.Faults.Report(
            Rules.EntrySignature, method.Locations[0], method.Name, $"returns '{type}'", 
            isObjective ? "return a Tensor, one number per sample" : "return Tensor, Tokens or a tuple of them");
        return false;
    }

    private static void CheckAccess(ReadingContext context, IMethodSymbol method)
    {
        if (method.DeclaredAccessibility != Accessibility.Private)
        {
            string access = Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetText(method.DeclaredAccessibility);
            context.Faults.Report(Rules.EntryNotPrivate, method.Locations[0], method.Name, access);
        }
    }
}
