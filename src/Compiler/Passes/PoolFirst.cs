using System.Collections.Immutable;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Passes;

/// <summary>Graph to graph: a maximum over a convolution's windows is taken before the bias and ReLU instead of after them, where nobody else
/// reads what lies between: they then see a quarter of the values, backward too.</summary>
/// <remarks>Neither a channel's bias nor ReLU ever changes which of two values is the larger, rounded or not, so values stay the same to the
/// bit. The gradient goes to the largest sum; where two sums differ so little that they are equal once the bias is added, PyTorch's goes to
/// the first of them.</remarks>
internal static class PoolFirst
{
    public static Graph Run(Graph graph)
    {
        ImmutableArray<Node> live = graph.Live();
        if (!live.Any(node => node.Op is MaxPool2DOp))
        {
            return graph;
        }

        var readers = new Readers(graph);
        var result = new Graph();
        var rebuilt = new Dictionary<Node, Node>();
        foreach (Node node in live)
        {
            rebuilt[node] = Moved(node, readers, result, rebuilt)
                ?? result.Add(node.Op, node.Label, [.. node.Inputs.Select(input => rebuilt[input])]);
        }

        result.Objective = graph.Objective is { } objective ? rebuilt[objective] : null;
        Verifier.Check(result, nameof(PoolFirst));
        return result;
    }

    private static Node? Moved(Node pool, Readers readers, Graph result, Dictionary<Node, Node> rebuilt)
    {
        if (pool.Op is not MaxPool2DOp || 2 * pool.Type.Size > pool.Inputs[0].Type.Size)
        {
            return null;
        }

        Node value = pool.Inputs[0];
        Node? relu = value.Op is ReLUOp && readers.IsOne(value) ? value : null;
        value = relu?.Inputs[0] ?? value;
        Node? sum = value.Op is AddOp && readers.IsOne(value) && IsBias(value.Inputs[1], value) ? value : null;
        value = sum?.Inputs[0] ?? value;
        if (value.Op is not Conv2DOp || value == pool.Inputs[0])
        {
            return null;
        }

        Node pooled = result.Add(pool.Op, pool.Label, rebuilt[value]);
        pooled = sum is null ? pooled : result.Add(sum.Op, sum.Label, pooled, rebuilt[sum.Inputs[1]]);
        return relu is null ? pooled : result.Add(relu.Op, relu.Label, pooled);
    }

    private static bool IsBias(Node value, Node sum) =>
        value is { Batched: false, Shape.Rank: 3 } && value.Shape.Size == sum.Shape[0] && value.Shape[0] == sum.Shape[0];
}
