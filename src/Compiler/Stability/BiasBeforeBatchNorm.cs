using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Stability;

/// <summary>CN2009: a bias per channel before a batch norm, which subtracts each channel's mean and adds a bias of its own.</summary>
internal sealed class BiasBeforeBatchNorm : StabilityRule
{
    public override IEnumerable<Fault> Check(Wiring wiring)
    {
        foreach (WiredCall norm in wiring.Of(["BatchNorm"]))
        {
            WiredCall layer = norm.Inputs[0];
            // A dense layer on rows has a bias for each column, while the norm's channels are the rows.
            bool isPerChannel = layer.Op != "Dense" || layer.Shape.Rank == 1;
            if (Families.WeightLayers.Contains(layer.Op) && layer.Flag("bias", true) && isPerChannel && layer.OnlyReader == norm && !layer.IsInner)
            {
                yield return At(layer, Rules.BiasBeforeBatchNorm, layer.Shape[0].ToString(), norm.Title);
            }
        }
    }
}
