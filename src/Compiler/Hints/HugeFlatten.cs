using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;
using CompiledNets.Compiler.Stability;

namespace CompiledNets.Compiler.Hints;

/// <summary>CN3002: a dense layer over all positions of an image, which holds most of the network's parameters, where pooling first is usual.</summary>
internal sealed class HugeFlatten : HintRule
{
    private const int LeastWeights = 1_000_000, LeastPositions = 16, LeastChannels = 16;
    private const double LeastShare = 0.5;

    public override IEnumerable<Fault> Check(NetworkModel network)
    {
        foreach (EntryModel entry in network.Entries)
        {
            foreach (BuiltCall call in entry.Calls.Where(call => call.Spec.Op == "Dense"))
            {
                if (Products.Of(call) is { Op: LinearOp } product && product.Inputs[1].Shape.Size is var weights and >= LeastWeights
                    && weights >= LeastShare * network.ParameterCount && !IsInner(entry, call) && Image(entry, call) is { } image
                    && image[0] >= LeastChannels && image.Size / image[0] >= LeastPositions)
                {
                    int units = product.Shape[-1];
                    yield return new Fault(
                        Rules.HugeFlatten.Id,
                        [
                            Shape.Of(image.Size).ToString(), image.ToString(), Names.Grouped(weights), Percent((double)weights / network.ParameterCount),
                            Shape.Of(image[0]).ToString(), Names.Grouped((long)units * image[0]),
                        ],
                        call.Spec.Site);
                }
            }
        }
    }

    /// <summary>The image that was flattened for a layer, or null.</summary>
    private static Shape? Image(EntryModel entry, BuiltCall call)
    {
        BuiltCall source = entry.Calls[call.Spec.Inputs[0]];
        while (Families.PassingOn.Contains(source.Spec.Op) && source.Value.Shape.Rank == 1)
        {
            source = entry.Calls[source.Spec.Inputs[0]];
        }

        return source.Value.Shape is { Rank: 3 } image && call.Row?.Input.Rank == 1 ? image : null;
    }
}
