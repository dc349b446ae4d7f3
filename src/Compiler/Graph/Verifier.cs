using System.Diagnostics;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Graphs;

/// <summary>What a legal graph is, after every pass alike. A breach is a bug of ours, never of a user's network.</summary>
internal static class Verifier
{
    /// <summary>Throws if the graph that <paramref name="pass"/> made is not legal. In debug builds only.</summary>
    [Conditional("DEBUG")]
    public static void Check(Graph graph, string pass)
    {
        string[] problems = [.. Problems(graph)];
        if (problems.Length > 0)
        {
            throw new InvalidOperationException($"After {pass}: " + string.Join("; ", problems));
        }
    }

    /// <summary>Everything that is illegal in a graph, in words.</summary>
    public static IEnumerable<string> Problems(Graph graph)
    {
        var place = new Dictionary<Node, int>();
        for (int index = 0; index < graph.Nodes.Count; index++)
        {
            place[graph.Nodes[index]] = index;
        }

        return graph.Nodes.SelectMany(node => Problems(node, place).Select(problem => $"{node}: {problem}"))
            .Concat(RootProblems(graph)).Concat(ObjectiveProblems(graph));
    }

    private static IEnumerable<string> Problems(Node node, Dictionary<Node, int> place)
    {
        if (place[node] != node.Id)
        {
            yield return $"it is number {node.Id} but stands at {place[node]}";
        }

        foreach (Node input in node.Inputs)
        {
            if (!place.TryGetValue(input, out int at) || at >= place[node])
            {
                yield return $"it reads {input.Label.Name}, which does not stand before it";
            }
        }

        if (TypeProblem(node) is { } type)
        {
            yield return type;
        }

        foreach (string problem in InputProblems(node).Concat(EffectProblems(node)))
        {
            yield return problem;
        }
    }

    private static string? TypeProblem(Node node)
    {
        try
        {
            TensorType inferred = node.Op.Infer(node.Inputs);
            return inferred == node.Type ? null : $"its op infers {inferred} (batched: {inferred.Batched})";
        }
        catch (InvalidOperationException mismatch)
        {
            return mismatch.Message;
        }
    }

    private static IEnumerable<string> InputProblems(Node node)
    {
        foreach (Node input in node.Inputs)
        {
            // Only an op over the whole batch can make one value out of one for each sample.
            if (input.Batched && !node.Batched && node.Op.Traversal != Traversal.Whole)
            {
                yield return $"{input.Label.Name} has a value for each sample, and nothing sums over them";
            }

            if (node.Op is not ElementwiseOp && Fuse.IsUniform(input))
            {
                yield return $"{input.Label.Name} is a number in a register, but kernels and views read memory";
            }

            if (node.Op is ElementwiseOp && input.Type.Element != ElementKind.Float)
            {
                yield return $"{input.Label.Name} holds ints, and loops compute floats";
            }

            if (node.Op is ElementwiseOp && Shape.Broadcast(input.Shape, node.Shape) != node.Shape)
            {
                yield return $"{input.Label.Name} {input.Shape} does not broadcast to {node.Shape}";
            }
        }

        if (node.Op is SourceOp and not ViewOp && node.Inputs.Length > 0)
        {
            yield return "a source has inputs";
        }
    }

    private static IEnumerable<string> EffectProblems(Node node)
    {
        if (node.Op is AccumulateOp { Tensor: var tensor } && (tensor.IsState || node.Inputs[0].Type != new TensorType(tensor.Shape, Batched: false)))
        {
            yield return $"{node.Inputs[0].Type} (batched: {node.Inputs[0].Batched}) is no gradient of {tensor.File} {tensor.Shape}";
        }

        if (node.Op is IOutput && !node.Batched)
        {
            yield return "an output has one value for all samples";
        }

        for (int input = 0; input < node.Inputs.Length; input++)
        {
            if (node.Op.Writes(input) && node.Inputs[input].Op is not StoredOp { Tensor.IsState: true } && !IsOwnState(node.Op, node.Inputs[input].Op))
            {
                yield return $"it writes to {node.Inputs[input].Label.Name}, which is no running statistic and not its state";
            }
        }
    }

    private static bool IsOwnState(Op op, Op written) => op is IStateWrite write && written is InputOp input && input.Index == write.Index;

    private static IEnumerable<string> RootProblems(Graph graph)
    {
        Node[] effects = [.. graph.Nodes.Where(node => node.Op.IsEffect)];
        if (!effects.SequenceEqual(graph.Roots))
        {
            yield return "the roots are not the nodes with effects, in their order";
        }

        foreach (var output in effects.Select(node => node.Op).OfType<IOutput>().GroupBy(op => op.Index).Where(group => group.Count() > 1))
        {
            yield return $"output {Names.Text(output.Key)} is written more than once";
        }
    }

    private static IEnumerable<string> ObjectiveProblems(Graph graph)
    {
        if (graph.Objective is { } objective && (!graph.Nodes.Contains(objective) || objective.Type != new TensorType(Shape.Scalar, Batched: true)))
        {
            yield return $"the objective {objective} is not one number for each sample";
        }
    }
}
