using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Passes;

/// <summary>Graph to graph: where an op has a faster form over a weight that was rearranged beforehand, and the weight is a stored
/// tensor, takes that form; or, where the same call trains the weight, the form that does without. The last change before steps are made: gradients and simplification know nothing of it.</summary>
internal static class Prepare
{
    public static Graph Run(Graph graph)
    {
        var result = new Graph();
        var rebuilt = new Dictionary<Node, Node>();
        HashSet<StoredTensor> trained = [.. graph.Nodes.Select(node => node.Op).OfType<AccumulateOp>().Select(op => op.Tensor)];
        foreach (Node node in graph.Live())
        {
            Node[] inputs = [.. node.Inputs.Select(input => rebuilt[input])];
            rebuilt[node] = Rebuild(result, node, inputs, trained);
        }

        result.Objective = graph.Objective is { } objective ? rebuilt[objective] : null;
        Verifier.Check(result, nameof(Prepare));
        return result;
    }

    private static Node Rebuild(Graph result, Node node, Node[] inputs, HashSet<StoredTensor> trained)
    {
        if (node.Op.Prepare(node) is not { } prepared || Fuse.Memory(inputs[prepared.Input]) is not { Op: StoredOp or ScaledFiltersOp } weight)
        {
            return result.Add(node.Op, node.Label, inputs);
        }

        if (prepared.OfTrained is { } unprepared && weight.Op is StoredOp { Tensor: var tensor } && trained.Contains(tensor))
        {
            return result.Add(unprepared, node.Label, inputs);
        }

        Label label = weight.Label with { Name = weight.Label.Name + prepared.Role, Role = weight.Label.Role + prepared.Role };
        inputs[prepared.Input] = weight.Op is StoredOp
            ? result.Add(prepared.Value, label, weight)
            : result.Add(prepared.Value, label, [.. weight.Inputs]);
        return result.Add(prepared.Kernel, node.Label, inputs);
    }
}
