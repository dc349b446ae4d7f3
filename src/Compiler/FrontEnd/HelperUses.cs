using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.FrontEnd;

/// <summary>Knows which helpers make weights for which entry points, to warn where two entry points reach one helper and so get
/// weights each of their own.</summary>
internal sealed class HelperUses
{
    private readonly Dictionary<IMethodSymbol, Use> uses = new(SymbolEqualityComparer.Default);

    /// <summary>Notes that <paramref name="helper"/>, called from <paramref name="caller"/>, makes weights of
    /// <paramref name="entry"/>. A null caller is the entry point itself.</summary>
    public void Add(IMethodSymbol helper, IMethodSymbol? caller, string entry)
    {
        if (!uses.TryGetValue(helper, out Use? use))
        {
            use = new Use();
            uses.Add(helper, use);
        }

        if (!use.Entries.Contains(entry))
        {
            use.Entries.Add(entry);
        }

        if (caller is not null)
        {
            use.Callers.Add(caller);
        }
    }

    /// <summary>Warns of shared helpers, only of the outermost: to share that one's weights shares those within.</summary>
    public void Report(ReadingContext context)
    {
        IEnumerable<KeyValuePair<IMethodSymbol, Use>> outermost = uses
            .Where(pair => IsShared(pair.Key) && !pair.Value.Callers.Any(IsShared))
            .OrderBy(pair => pair.Key.Locations[0].SourceSpan.Start);
        foreach (KeyValuePair<IMethodSymbol, Use> pair in outermost)
        {
            List<string> entries = pair.Value.Entries;
            context.Faults.Report(Rules.SharedHelper, pair.Key.Locations[0], pair.Key.Name, entries[0], entries[1]);
        }
    }

    private bool IsShared(IMethodSymbol helper) => uses.TryGetValue(helper, out Use? use) && use.Entries.Count > 1;

    private sealed class Use
    {
        public List<string> Entries { get; } = [];

        public HashSet<IMethodSymbol> Callers { get; } = new(SymbolEqualityComparer.Default);
    }
}
