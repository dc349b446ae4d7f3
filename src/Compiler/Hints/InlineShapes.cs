using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Hints;

/// <summary>CN3020: what each call makes of what, and what it costs. No rule, but what a hover text would say where none can be: off unless a project
/// turns it on, and reported by an analyzer of its own, so that it costs nothing until then.</summary>
internal static class InlineShapes
{
    /// <summary>One finding for each row of the layer table; networks with errors have none.</summary>
    public static IEnumerable<Fault> Of(NetworkModel network) =>
        network.Entries.SelectMany(entry => entry.Calls).Where(call => call.Row is not null).Select(call => Fault(call.Spec, call.Row!));

    private static Fault Fault(SpecNode call, LayerRow row)
    {
        string parameters = row.Parameters > 0 ? $", {Names.Grouped(row.Parameters)} parameters" : "";
        return new Fault(
            Rules.InlineShape.Id,
            [Ops.Story.Word(call.Op), $"{row.Input} -> {row.Output}{parameters}, {SummaryText.Flops(row.Flops)} per sample"], call.Site);
    }
}
