using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.FrontEnd.Classes;

/// <summary>Reads a network that is a layer of another: <c>[Layer&lt;Features&gt;]</c>.</summary>
internal static class InnerNetworkReader
{
    /// <summary>The forward entry point that the attribute means, or null if there is none, which is reported.</summary>
    public static InnerNetwork? Read(ReadingContext context, AttributeData attribute, Location location)
    {
        if (attribute.AttributeClass?.TypeArguments.FirstOrDefault() is not INamedTypeSymbol { TypeKind: not TypeKind.Error } type)
        {
            context.HasCompilerErrors = true;
            return null;
        }

        if (Problem(context, type) is { } problem)
        {
            return Refuse(context, location, type, problem);
        }

        NetworkSpec spec = NetworkReader.Read(type, context.Compilation, context.Outer.Add(context.Type), context.Cancellation).Spec;
        if (spec.IsBroken)
        {
            context.HasCompilerErrors = true; // It is reported where that network stands.
            return null;
        }

        string? wanted = attribute.NamedArguments.FirstOrDefault(named => named.Key == "Entry").Value.Value as string;
        EntrySpec[] entries = [.. spec.Entries.Where(entry => entry.Kind == EntryKind.Forward && (wanted is null || entry.Name == wanted))];
        if (entries.Length != 1)
        {
            string names = string.Join(", ", spec.Entries.Where(entry => entry.Kind == EntryKind.Forward).Select(entry => $"'{entry.Name}'"));
            return Refuse(context, location, type, names.Length == 0 ? "it has no [Forward]"
                : wanted is null ? $"it has several [Forward] methods; say which with Entry = one of {names}"
                : $"it has no [Forward] '{wanted}', but {names}");
        }

        EntrySpec entry = entries[0];
        return entry.Parameters.Count == 1 && entry.Parameters[0] is { Kind: not ValueKind.Scalar, IsState: false } && entry.Results.Count == 1 && entry.Results[0].Kind == ValueKind.Tensor
            ? new InnerNetwork(type.Name, entry.Parameters[0], entry.Body, entry.Results[0].Node)
            : Refuse(context, location, type, $"'{entry.Name}' must take one tensor and return one");
    }

    private static string? Problem(ReadingContext context, INamedTypeSymbol type) =>
        type.Attribute("Network") is null ? "it is no [Network]; name a class that is"
        : !context.Declarations(type).Any() ? "its source is not in this project; add its file to it"
        : context.Outer.Add(context.Type).Contains(type, SymbolEqualityComparer.Default) ? "it would contain itself; move what both share to a network of its own"
        : null;

    private static InnerNetwork? Refuse(ReadingContext context, Location location, INamedTypeSymbol type, string problem)
    {
        context.Faults.Report(Rules.NetworkAsLayer, location, type.Name, problem);
        return null;
    }
}
