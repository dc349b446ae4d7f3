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
        foreach (KeyValuePair<IMethodSymbol, Use> pair in uses.Where(pair => IsShared(pair.Key)).OrderBy(pair => pair.Key.Locations[0].SourceSpan.Start))
        {
            if (!pair.Value.Callers.Any(IsShared))
            {
                context.Faults.Report(
                    Rules.SharedHelper, pair.Key.Locations[0], pair.Key.Name, pair.Value.Entries[0], pair.Value.Entries[1]);
            }
        }
    }

    private bool IsShared(IMethodSymbol helper) => uses.TryGetValue(helper, out Use? use) && use.Entries.Count > 1;

    private sealed class Use
    {
        public List<string> Entries { get; } = [];

        public HashSet<IMethodSymbol> Callers { get; } = new(SymbolEqualityComparer.Default);
    }
}
