using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Passes;

/// <summary>Graph to graph: a cross-entropy's gradient by a loss that counts the same for all rows is that by 1, and is multiplied in registers by
/// what the loss counts. On accelerators, where storing that number for each row is a launch of its own.</summary>
internal static class ScaleLate
{
    private const int DLoss = 2;

    public static Graph Run(Graph graph)
    {
        var result = new Graph();
        var rebuilt = new Dictionary<Node, Node>();
        foreach (Node node in graph.Live())
        {
            Node[] inputs = [.. node.Inputs.Select(input => rebuilt[input])];
            rebuilt[node] = node.Op is SoftmaxCrossEntropyGradientOp or SoftmaxDistributionGradientOp && NumberOf(inputs[DLoss]) is { } number
                ? result.Add(new MultiplyOp(), node.Label, result.Add(node.Op, node.Label, [.. inputs.Take(DLoss)]), number)
                : result.Add(node.Op, node.Label, inputs);
        }

        result.Objective = graph.Objective is { } objective ? rebuilt[objective] : null;
        Verifier.Check(result, nameof(ScaleLate));
        return result;
    }

    /// <summary>The number that a value repeats, or null.</summary>
    private static Node? NumberOf(Node value)
    {
        while (value.Op is ExpandOp or ReshapeOp)
        {
            value = value.Inputs[0];
        }

        return value.IsUniform ? value : null;
    }
}
