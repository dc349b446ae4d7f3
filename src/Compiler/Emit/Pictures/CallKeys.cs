using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.Pictures;

/// <summary>Numbers for what calls compute, equal for equal calls over equal inputs: how an objective is known to begin with what a forward
/// entry point computes.</summary>
/// <param name="acrossEntries">Whether parameters are told apart by kind and shape alone, since each entry point has its own.</param>
internal sealed class CallKeys(bool acrossEntries)
{
    private readonly Dictionary<SpecNode, int> known = [];

    /// <summary>A number for each call of an entry point.</summary>
    public int[] Of(EntryModel entry)
    {
        int[] keys = new int[entry.Calls.Length];
        for (int index = 0; index < keys.Length; index++)
        {
            SpecNode call = WithoutPlace(entry.Calls[index], keys);
            if (!known.TryGetValue(call, out keys[index]))
            {
                known.Add(call, keys[index] = known.Count);
            }
        }

        return keys;
    }

    /// <summary>The call without names and sites, its inputs by their numbers.</summary>
    private SpecNode WithoutPlace(BuiltCall call, int[] keys) => call.Spec with
    {
        Op = acrossEntries && call.Spec.Op == SpecNode.Parameter ? $"{call.Value.Type.Element} {call.Value.Shape}" : call.Spec.Op,
        Inputs = call.Spec.Inputs.Select(input => keys[input]).ToEquatableArray(),
        Arguments = acrossEntries && call.Spec.Op == SpecNode.Parameter
            ? []
            : call.Spec.Arguments.Select(argument => argument with { Site = 0 }).ToEquatableArray(),
        Name = "",
        Site = 0,
        Operands = [],
    };
}
