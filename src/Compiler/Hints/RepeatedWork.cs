using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Pictures;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Hints;

/// <summary>CN3003: the same layers applied to the same value twice, where the two cannot be merged, because each call draws its own
/// dropout mask. Equal expressions are merged otherwise and cost nothing.</summary>
internal sealed class RepeatedWork : HintRule
{
    private const long LeastFlops = 1_000;

    public override IEnumerable<Fault> Check(NetworkModel network)
    {
        foreach (EntryModel entry in network.Entries.Where(entry => !entry.TrainingCalls.IsEmpty))
        {
            int?[] first = Firsts(entry);
            for (int index = 0; index < first.Length; index++)
            {
                if (first[index] is { } before && !IsPartOfMore(entry, first, index) && Flops(entry, first, index) is >= LeastFlops and var flops)
                {
                    BuiltCall call = entry.TrainingCalls[index];
                    yield return new Fault(
                        Rules.RepeatedWork.Id,
                        [call.Spec.Op + SiteMark.Of(entry.Calls[before].Spec.Site), entry.Spec.Name, SummaryText.Flops(flops)],
                        call.Spec.Site);
                }
            }
        }
    }

    /// <summary>For each call an earlier one that is the same but was not merged with it in training, or null.</summary>
    private static int?[] Firsts(EntryModel entry)
    {
        int[] keys = new CallKeys(acrossEntries: false).Of(entry);
        var first = new Dictionary<int, int>();
        int?[] firsts = new int?[keys.Length];
        for (int index = 0; index < keys.Length; index++)
        {
            BuiltCall call = entry.TrainingCalls[index];
            if (call.Spec.Inputs.Count == 0)
            {
                continue;
            }

            if (!first.TryGetValue(keys[index], out int before))
            {
                first.Add(keys[index], index);
            }
            else if (entry.TrainingCalls[before].Value != call.Value)
            {
                firsts[index] = before;
            }
        }

        return firsts;
    }

    private static bool IsPartOfMore(EntryModel entry, int?[] first, int index) =>
        Enumerable.Range(index + 1, first.Length - index - 1).Any(later => first[later] is not null && entry.Calls[later].Spec.Inputs.Contains(index));

    /// <summary>What the repetition costs for each sample: all of its calls that are repeated, but for the draws themselves.</summary>
    private static long Flops(EntryModel entry, int?[] first, int index)
    {
        bool[] repeated = new bool[index + 1];
        repeated[index] = true;
        long flops = 0;
        for (int call = index; call >= 0; call--)
        {
            if (repeated[call])
            {
                BuiltCall repetition = entry.TrainingCalls[call];
                flops += repetition.Spec.Op == "Dropout" ? 0 : repetition.Row?.Flops ?? 0;
                foreach (int input in repetition.Spec.Inputs.Where(input => first[input] is not null))
                {
                    repeated[input] = true;
                }
            }
        }

        return flops;
    }
}
