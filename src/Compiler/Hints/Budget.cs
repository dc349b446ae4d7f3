using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Hints;

/// <summary>CN3010: a network costs more than its <c>[Budget]</c> allows. It is an error, but nothing is wrong with the network, so it has code all
/// the same.</summary>
internal sealed class Budget : HintRule
{
    private const int Named = 3;

    public override IEnumerable<Fault> Check(NetworkModel network)
    {
        foreach (BudgetLimit limit in network.Spec.Limits)
        {
            Cost cost = CostOf(limit.Name, network);
            if (cost.Total > limit.Value)
            {
                IEnumerable<string> largest = cost.Items.Where(item => item.Amount > 0).OrderByDescending(item => item.Amount).Take(Named)
                    .Select(item => $"{item.Name} ({Names.Grouped(item.Amount)})");
                yield return new Fault(
                    Rules.OverBudget.Id,
                    [network.Spec.Name, $"{Names.Grouped(cost.Total)} {cost.Unit}", Names.Grouped(limit.Value), List([.. largest])],
                    limit.Site);
            }
        }
    }

    /// <summary>What the network costs by one of the budget's measures.</summary>
    internal static Cost CostOf(string measure, NetworkModel network) => measure switch
    {
        "Parameters" => new Cost("parameters", network.ParameterCount, Parameters(network, tensor => tensor.IsState ? 0 : tensor.Shape.Size)),
        "ActivationBytes" => Largest(network, Activations),
        "Flops" => Largest(network, Flops),
        "BinaryBytes" => Binary(network),
        _ => throw new InvalidOperationException($"[Budget] has no {measure}."),
    };

    /// <summary>That of the forward entry point that needs most, or of the objectives where there is none.</summary>
    private static Cost Largest(NetworkModel network, Func<EntryModel, Cost> costOf)
    {
        EntryModel[] forwards = [.. network.Entries.Where(entry => entry.Spec.Kind == EntryKind.Forward)];
        return (forwards.Length > 0 ? forwards : [.. network.Entries]).Select(costOf).OrderByDescending(cost => cost.Total).First();
    }

    private static Cost Activations(EntryModel entry)
    {
        Plan plan = Plan.Of(entry.Inference);
        // A kernel and what follows it in its method may share a place: the last of them is what is kept there.
        var values = plan.Phases.SelectMany(phase => phase.Steps)
            .SelectMany(step => step.Nodes.Where(node => IsPlanned(plan, node)).GroupBy(plan.LocationOf).Select(place => place.Last()))
            .Select(node => ($"{node.Label.Name} {node.Shape}{SiteMark.Of(node.Label.Site)}", sizeof(float) * (long)node.Type.Size));
        long floats = (long)plan.FixedFloats + plan.BatchFloats + plan.SliceFloats;
        return new Cost($"bytes of activations for a sample of '{entry.Spec.Name}'", sizeof(float) * floats, [.. values]);
    }

    private static bool IsPlanned(Plan plan, Node node) =>
        plan.Locations.TryGetValue(node, out Location place)
        && place.Region is Region.Fixed or Region.Batch or Region.Slice;

    private static Cost Flops(EntryModel entry)
    {
        (string Name, long Flops)[] rows = [.. entry.Calls.Where(call => call.Row is not null).Select(call => (call.Row!.Name + SiteMark.Of(call.Spec.Site), call.Row.Flops))];
        return new Cost($"FLOP for a sample of '{entry.Spec.Name}'", rows.Sum(row => row.Flops), rows);
    }

    private static Cost Binary(NetworkModel network)
    {
        var items = Parameters(network, tensor => sizeof(float) * (long)tensor.Shape.Size).Append(("the emitted code", EmittedCode.Bytes(network))).ToArray();
        return new Cost("bytes in the binary", items.Sum(item => item.Item2), items);
    }

    /// <summary>Amounts of each layer's stored tensors, with the place of the first call of the layer.</summary>
    private static (string Name, long Amount)[] Parameters(NetworkModel network, Func<StoredTensor, long> amount)
    {
        Dictionary<string, int> sites = network.Entries.SelectMany(entry => entry.Calls).Where(call => call.Spec.Place is not null)
            .GroupBy(call => call.Spec.Place!.View).ToDictionary(calls => calls.Key, calls => calls.First().Spec.Site);
        return [.. network.Tensors.GroupBy(tensor => tensor.View).Select(layer => (layer.Key.Replace(".", "") + SiteMark.Of(sites[layer.Key]), layer.Sum(amount)))];
    }

    private static string List(string[] items) => items.Length == 1
        ? items[0]
        : $"{string.Join(", ", items.Take(items.Length - 1))} and {items[items.Length - 1]}";
}

/// <summary>What something costs, and what that is made of.</summary>
internal sealed record Cost(string Unit, long Total, IReadOnlyList<(string Name, long Amount)> Items);
