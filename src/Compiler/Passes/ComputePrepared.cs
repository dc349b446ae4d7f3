using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Passes;

/// <summary>Graph to graph: what an instance would prepare is computed by the call, as on accelerators, where parameters move at each step
/// and a kernel of a few values costs its launch.</summary>
internal static class ComputePrepared
{
    public static Graph Run(Graph graph)
    {
        var result = new Graph();
        var rebuilt = new Dictionary<Node, Node>();
        foreach (Node node in graph.Live())
        {
            Op op = node.Op is PreparedOp prepared ? new ComputedOp(prepared) : node.Op;
            rebuilt[node] = result.Add(op, node.Label, [.. node.Inputs.Select(input => rebuilt[input])]);
        }

        result.Objective = graph.Objective is { } objective ? rebuilt[objective] : null;
        Verifier.Check(result, nameof(ComputePrepared));
        return result;
    }
}
