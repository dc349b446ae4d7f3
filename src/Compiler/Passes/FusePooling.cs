using System.Collections.Immutable;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Passes;

/// <summary>Graph to graph, after <see cref="Prepare"/>: a convolution whose value only a halving maximum reads takes that while its sums are
/// in cache.</summary>
internal static class FusePooling
{
    public static Graph Run(Graph graph)
    {
        ImmutableArray<Node> live = graph.Live();
        var readers = new Readers(graph);
        var result = new Graph();
        var rebuilt = new Dictionary<Node, Node>();
        foreach (Node node in live)
        {
            rebuilt[node] = node.Op is MaxPool2DOp { Window.IsHalving: true } && node.Inputs[0] is { Op: PackedConv2DOp op } sums && readers.IsOne(sums)
                ? result.Add(op with { Pool = true }, sums.Label, [.. sums.Inputs.Select(input => rebuilt[input])])
                : result.Add(node.Op, node.Label, [.. node.Inputs.Select(input => rebuilt[input])]);
        }

        result.Objective = graph.Objective is { } objective ? rebuilt[objective] : null;
        Verifier.Check(result, nameof(FusePooling));
        return result;
    }
}
