using System.Collections.Immutable;
using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd.Bodies;
using CompiledNets.Compiler.FrontEnd.Classes;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.FrontEnd;

/// <summary>Reads a <c>[Network]</c> class into its spec: all that the rest of the compiler knows of the source.</summary>
internal static class NetworkReader
{
    /// <summary>Reads <paramref name="type"/>. Never throws on what users write, however unfinished: what cannot be read is a fault
    /// of the spec, and where the C# compiler reports an error the spec is broken without one.</summary>
    public static Reading Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        Read(type, compilation, [], cancellation);

    /// <summary>Reads a network that is a layer of others.</summary>
    /// <param name="outer">The networks that it is a layer of, which it cannot have as layers itself.</param>
    internal static Reading Read(
        INamedTypeSymbol type, Compilation compilation, ImmutableArray<INamedTypeSymbol> outer, CancellationToken cancellation)
    {
        var context = new ReadingContext(type, compilation, outer, cancellation);

        ClassHead head = ClassReader.Read(context);
        EquatableArray<BudgetLimit> limits = BudgetReader.Read(context);
        PartReader.Read(context);
        List<EntryHead> heads = EntryReader.Read(context);
        MemberNames.Check(context, heads);
        IReadOnlyList<EntrySpec> chain = ChainReader.Read(context, heads);
        ExplainsReader.Check(context, chain, heads);
        List<EntrySpec> wiring = heads.Select(entry => BodyReader.Read(context, entry)).ToList();
        context.Helpers.Report(context);
        Func<Place, Place> prefix = context.Places.Finish(heads.Select(entry => entry.Name), context);

        EntrySpec[] entries = [.. chain, .. wiring.Select(entry => Prefixed(entry, prefix))];
        Fault[] faults = context.Faults.Where(isRejected: method => Reject(context, method)).ToArray();
        var spec = new NetworkSpec(
            head.Namespace,
            head.ContainingTypes,
            type.Name,
            Accessibility(type),
            context.Parts.Values.OrderBy(part => part.Site).ToEquatableArray(),
            entries.ToEquatableArray(),
            faults.ToEquatableArray())
        {
            IsBroken = context.HasCompilerErrors || entries.Any(entry => entry.IsBroken) || faults.Any(fault => Rules.IsError(fault.Id)),
            IsClosed = head.IsClosed,
            Limits = limits,
        };
        return new Reading(spec, context.Sources);
    }

    private static string Accessibility(INamedTypeSymbol type) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetText(type.DeclaredAccessibility);

    private static bool Reject(ReadingContext context, SyntaxNode method)
    {
        bool isRejected = context.IsRejected(method);
        context.HasCompilerErrors |= isRejected;
        return isRejected;
    }

    private static EntrySpec Prefixed(EntrySpec entry, Func<Place, Place> prefix) => entry with
    {
        Body = entry.Body.Select(node => node.Place is { } place ? node with { Place = prefix(place) } : node).ToEquatableArray(),
    };
}
