using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Stability;

/// <summary>The calls of one entry point as users wrote them, with who reads whom: layers are whole here, while the graph has taken them
/// apart. What no result depends on is left out.</summary>
internal sealed class Wiring
{
    private readonly WiredCall[] all;

    public Wiring(EntryModel entry)
    {
        Entry = entry;
        all = new WiredCall[entry.Spec.Body.Count];
        for (int index = 0; index < all.Length; index++)
        {
            SpecNode spec = entry.Spec.Body[index];
            all[index] = new WiredCall(spec, entry.Types[index], [.. spec.Inputs.Select(input => all[input])]);
        }

        foreach (int result in entry.Spec.Results.Select(result => result.Node).Concat(entry.Spec.States.Select(state => state.Node)))
        {
            all[result].IsResult = true;
        }

        Connect();
        Calls = [.. all.Where(call => call.IsLive)];
    }

    public EntryModel Entry { get; }

    public bool IsObjective => Entry.Spec.Kind == EntryKind.Objective;

    /// <summary>What the results depend on, in evaluation order.</summary>
    public IReadOnlyList<WiredCall> Calls { get; }

    /// <summary>Parameter number <paramref name="index"/>, whether a result depends on it or not.</summary>
    public WiredCall Parameter(int index) => all[index];

    public IEnumerable<WiredCall> Of(ICollection<string> ops) => Calls.Where(call => ops.Contains(call.Op));

    /// <summary>Decides what is live and who reads it, from the last call to the first.</summary>
    private void Connect()
    {
        var layers = new HashSet<int>(Entry.Spec.Body.Where(call => call.Op == InnerNetwork.InputOp).Select(call => call.Site));
        for (int index = all.Length - 1; index >= 0; index--)
        {
            WiredCall call = all[index];
            call.IsLive = call.IsResult || call.Readers.Count > 0;
            call.IsInner = layers.Contains(call.Site);
            foreach (WiredCall input in call.IsLive ? call.Inputs.Distinct() : [])
            {
                input.Readers.Add(call);
            }
        }
    }
}
