using System.Collections.Concurrent;
using System.Collections.Immutable;
using CompiledNets.Compiler;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Analyzers;

/// <summary>What was found in each network when it was last analysed. An edit elsewhere reads a network again, since a constant in any file
/// may be one of its sizes; where the spec is the same as before, so are its findings.</summary>
internal sealed class KnownFindings
{
    // One spec a network, which is what the generator keeps as well. Projects that are opened one after another should not add up.
    private const int Capacity = 256;

    private readonly ConcurrentDictionary<string, Entry> known = new(StringComparer.Ordinal);
    private int analyses;

    /// <summary>How many networks were analysed: those asked for again with an equal spec are not.</summary>
    public int Analyses => analyses;

    /// <summary>The findings of a network, analysed at most once for consecutive calls with equal specs.</summary>
    public ImmutableArray<Fault> Of(NetworkSpec spec)
    {
        string name = NetworkCompiler.FileName(spec);
        if (known.TryGetValue(name, out Entry? last) && last.Spec.Equals(spec))
        {
            return last.Findings;
        }

        Interlocked.Increment(ref analyses);
        var entry = new Entry(spec, [.. NetworkCompiler.Findings(spec)]);
        if (known.Count >= Capacity)
        {
            known.Clear();
        }

        known[name] = entry;
        return entry.Findings;
    }

    private sealed record Entry(NetworkSpec Spec, ImmutableArray<Fault> Findings);
}
