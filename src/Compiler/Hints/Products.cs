using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;
using CompiledNets.Compiler.Stability;

namespace CompiledNets.Compiler.Hints;

/// <summary>What hints ask about layers that multiply by weights.</summary>
internal static class Products
{
    private static readonly HashSet<string> Attentions = ["SelfAttention", "MultiHeadAttention"];

    /// <summary>The product of a layer, without its bias; null for another call.</summary>
    public static Node? Of(BuiltCall call)
    {
        Node value = call.Value;
        while (value.Op is AddOp or ReshapeOp && value.Label.Site == call.Spec.Site)
        {
            value = value.Inputs[0];
        }

        return Families.WeightLayers.Contains(call.Spec.Op) && value.Op is LinearOp or Conv2DOp ? value : null;
    }

    /// <summary>Whether a result shows a call's own features, because no layer that chooses their number stands between: how many
    /// there are is then decided by the data, not by taste.</summary>
    public static bool ReachesResult(EntryModel entry, int index)
    {
        bool[] reached = new bool[entry.Calls.Length];
        reached[index] = true;
        for (int later = index + 1; later < reached.Length; later++)
        {
            SpecNode spec = entry.Calls[later].Spec;
            bool chooses = Families.WeightLayers.Contains(spec.Op) || Families.Recurrent.Contains(spec.Op) || Attentions.Contains(spec.Op);
            reached[later] = !chooses && spec.Inputs.Any(input => reached[input]);
        }

        return entry.Spec.Results.Any(result => reached[result.Node]);
    }
}
