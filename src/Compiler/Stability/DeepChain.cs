using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Stability;

/// <summary>CN2018: more layers in a row than were seen to train, without a norm or a shortcut around any of them (He et al. 2016).</summary>
internal sealed class DeepChain : StabilityRule
{
    // VGG's 19 do train (Simonyan and Zisserman 2015); 20 are measured on the page.
    private const int Limit = 20;

    // SELU normalises by itself (Klambauer et al. 2017); attention and recurrent layers have ways around of their own.
    private static readonly HashSet<string> Resetting = [.. Families.Norms, .. Families.Recurrent, "SELU", "SelfAttention", "MultiHeadAttention"];

    public override IEnumerable<Fault> Check(Wiring wiring)
    {
        if (wiring.Of(Families.WeightLayers).Count() < Limit)
        {
            yield break;
        }

        var depths = new Depths(
            wiring, call => Families.WeightLayers.Contains(call.Op) ? Effect.Adds : Resetting.Contains(call.Op) ? Effect.Resets : Effect.Keeps);
        WiredCall deepest = wiring.Calls.OrderByDescending(call => depths[call]).First();
        if (depths[deepest] >= Limit)
        {
            IReadOnlyList<WiredCall> way = depths.Way(deepest);
            if (!way[Limit - 1].IsInner)
            {
                yield return At(way[Limit - 1], Rules.DeepChain, Names.Text(way.Count), way[0].Title, way[way.Count - 1].Title);
            }
        }
    }
}
