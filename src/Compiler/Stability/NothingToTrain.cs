using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Stability;

/// <summary>CN2016: an objective whose training step changes no parameter.</summary>
internal sealed class NothingToTrain : StabilityRule
{
    public override IEnumerable<Fault> Check(NetworkModel network)
    {
        foreach (EntryModel entry in network.Entries)
        {
            if (entry.Training is { } training && !training.Roots.Any(root => root.Op is AccumulateOp))
            {
                (string why, string advice) = Reason(entry);
                yield return new Fault(Rules.NothingToTrain.Id, [entry.Spec.Name, why, advice], entry.Spec.Site);
            }
        }
    }

    private static (string Why, string Advice) Reason(EntryModel entry)
    {
        string[] owners =
        [
            .. entry.Inference.Live().Select(node => node.Op).OfType<StoredOp>()
                .Where(stored => !stored.Tensor.IsState).Select(stored => $"'{stored.Tensor.Owner}'").Distinct(),
        ];
        if (owners.Length == 0)
        {
            return ("no parameter is on the way from its inputs to the loss", "Call a layer that has some, or make it a [Forward]");
        }

        string found = string.Join(", ", owners);
        string[] wanted = [.. entry.Spec.Trains.Select(name => $"'{name.Name}'")];
        return wanted.Length > 0 && !wanted.Intersect(owners).Any()
            ? ($"it trains {string.Join(", ", wanted)}, but its loss depends on the parameters of {found} alone", $"Write Trains(nameof({owners[0].Trim('\'')}))")
            : ($"no gradient comes back from the loss to the parameters of {found}", "Take away the StopGradient, ArgMax or comparison between them");
    }
}
