using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;
using CompiledNets.Compiler.Passes;
using CompiledNets.Compiler.Stability;

namespace CompiledNets.Compiler.Hints;

/// <summary>CN3005: a batch norm that inference could have for nothing, in the weights of the layer before it, if an activation did not stand
/// between or something else did not read what that layer makes. Whether it is folded is asked of the pass that folds.</summary>
internal sealed class UnfoldedNorm : HintRule
{
    private const int LeastValues = 4096;

    public override IEnumerable<Fault> Check(NetworkModel network)
    {
        foreach (EntryModel entry in network.Entries)
        {
            var unfolded = new HashSet<int>(FoldNorms.Run(entry.Inference).Live().Where(node => node.Op is BatchNormOp).Select(node => node.Label.Site));
            foreach (BuiltCall call in entry.Calls.Where(call => call.Spec.Op == "BatchNorm" && unfolded.Contains(call.Spec.Site)))
            {
                if (call.Value.Shape.Size >= LeastValues && !IsInner(entry, call) && Reason(entry, call) is { } reason)
                {
                    yield return new Fault(Rules.UnfoldedNorm.Id, [reason.Why, reason.Advice], call.Spec.Site);
                }
            }
        }
    }

    private static (string Why, string Advice)? Reason(EntryModel entry, BuiltCall norm)
    {
        BuiltCall source = entry.Calls[norm.Spec.Inputs[0]], before = source;
        while (Families.Activations.Contains(before.Spec.Op) || before.Spec.Op == "Dropout")
        {
            before = entry.Calls[before.Spec.Inputs[0]];
        }

        if (Products.Of(before) is not { } product || product.Shape[0] != norm.Value.Shape[0])
        {
            return null;
        }

        string layer = Title(before);
        return before != source
            ? ($"{Title(source)} stands between it and {layer}", $"Put it right after the {before.Spec.Op}, whose bias it replaces")
            : ($"something else reads what {layer} makes", "Let that read the norm's result");
    }

    private static string Title(BuiltCall call) => call.Spec.Op + SiteMark.Of(call.Spec.Site);
}
