using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Tests.Support;

/// <summary>What the graph builder says of a network.</summary>
internal static class Findings
{
    /// <summary>Each finding as its id, the source it underlines, and its message, without the line numbers: <c>CN1005 @ '0': Conv2D: …</c>.</summary>
    public static string[] Of(string source)
    {
        Reading reading = Reader.Read(source);
        Assert.Equal([], reading.Faults());
        return [.. BuildNetwork.Run(reading.Spec).Findings.Select(fault => $"{fault.Id} @ '{reading.TextAt(fault.Site)}': {StubWriter.MessageOf(fault)}")];
    }

    /// <summary>The findings of a class-level chain.</summary>
    public static string[] OfChain(string input, string layers) =>
        Of($"[Network, Input({input}), {layers}, Flatten, Dense(2), MeanSquaredError] public partial class Net;");

    /// <summary>The model of a network that must have no findings.</summary>
    public static NetworkModel Whole(string source)
    {
        Assert.Equal([], Of(source));
        return BuildNetwork.Run(Reader.ReadWhole(source));
    }

    /// <summary>What the layer table says of a layer that stands first in a chain.</summary>
    public static LayerRow RowOf(string input, string layer) =>
        Whole($"[Network, Input({input}), {layer}, Flatten, Dense(2), MeanSquaredError] public partial class Net;").Layers[0];

    /// <summary>The findings of a network whose members are given.</summary>
    public static string[] OfMembers(string members) => Of(Reader.Network(members));
}
