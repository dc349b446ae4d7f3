using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Hints;

/// <summary>CN3001: a number of channels or features that leaves much of the last panel of a product empty. Convolutions that use Winograd's
/// tiles cost in proportion to their filters and are left alone.</summary>
internal sealed class WastedLanes : HintRule
{
    /// <summary>The columns of a panel: two of the widest vectors.</summary>
    private const int Panel = 32;

    /// <summary>Half a panel is one vector, and has a kernel of its own for few rows.</summary>
    private const int Vector = 16;

    private const double LeastWaste = 0.15, LeastShare = 0.1;
    private const long LeastFlops = 20_000;

    public override IEnumerable<Fault> Check(NetworkModel network)
    {
        foreach (EntryModel entry in network.Entries)
        {
            long flops = entry.Calls.Sum(call => call.Row?.Flops ?? 0);
            for (int index = 0; index < entry.Calls.Length; index++)
            {
                BuiltCall call = entry.Calls[index];
                if (call.Row?.Flops >= Math.Max(LeastFlops, LeastShare * flops) && Features(call) is { } features
                    && !IsInner(entry, call) && !Products.ReachesResult(entry, index) && Finding(call, features) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    private static Fault? Finding(BuiltCall call, int features)
    {
        int full = (features + Panel - 1) / Panel * Panel, fewer = full - Panel;
        double waste = (full - features) / (double)full;
        if (features <= Vector || features % Vector == 0 || waste < LeastWaste)
        {
            return null;
        }

        string argument = call.Spec.Op == "Dense" ? "units" : "filters";
        int site = call.Spec.Arguments.FirstOrDefault(given => given.Name == argument)?.Site ?? call.Spec.Site;
        string less = fewer > 0 ? $", or {Names.Text(fewer)}, which takes about {Percent((double)fewer / full)} of the time" : "";
        int[] values = fewer > 0 && features - fewer < full - features ? [fewer, full] : fewer > 0 ? [full, fewer] : [full];
        return new Fault(
            Rules.WastedLanes.Id,
            [call.Spec.Op, Names.Text(features), argument, Names.Text(full), Percent(waste), less],
            site)
        {
            Facts = [Diagnostics.Facts.Of(Diagnostics.Facts.Argument, argument), Diagnostics.Facts.Of(Diagnostics.Facts.Value, string.Join(",", values.Select(Names.Text)))],
        };
    }

    /// <summary>The columns of a product that is computed in panels; null for other calls.</summary>
    private static int? Features(BuiltCall call) => Products.Of(call) switch
    {
        { Op: LinearOp } product when !Tiny.Is(product) => product.Shape[-1],
        { Op: Conv2DOp { Groups: 1 } convolution } product
            when new PackedConvolution(convolution.Window, product.Inputs[0].Shape, product.Shape[0], 1).HasFiltersInLanes => product.Shape[0],
        _ => null,
    };
}
