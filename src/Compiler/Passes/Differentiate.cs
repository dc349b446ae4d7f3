using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Passes;

/// <summary>Reverse-mode differentiation: extends a graph by the nodes of gradients.</summary>
/// <remarks>Only values between what is asked for and what is differentiated get gradient nodes: for an objective, a leaf input or a
/// frozen part has none; for an explanation, no parameter has.</remarks>
internal static class Differentiate
{
    /// <summary>Adds the gradient of the batch mean of an objective, and the roots that add it to the trained parameters' gradients.</summary>
    /// <param name="graph">Extended in place.</param>
    /// <param name="loss">The objective of one sample.</param>
    /// <param name="trains">The parts and entry points that are trained; empty for all.</param>
    public static void Run(Graph graph, Node loss, IReadOnlyCollection<NameSpec> trains)
    {
        var owners = new HashSet<string>(trains.Select(name => name.Name));
        HashSet<Node> needed = NeededGradients(graph, node => node.Op is StoredOp { Tensor: { IsState: false } tensor }
            && (owners.Count == 0 || owners.Contains(tensor.Owner)));
        if (!needed.Contains(loss))
        {
            return;
        }

        var gradients = new Gradients(graph, needed);
        Node[] forward = [.. graph.Nodes];
        gradients.Enter(loss);
        gradients.Add(loss, loss.Batched ? gradients.Apply(new InverseBatchOp()) : gradients.Constant(1));
        Backward(forward, gradients);
        foreach (Node node in forward)
        {
            if (node.Op is StoredOp { Tensor: var tensor } && gradients.Full(node) is { } gradient)
            {
                graph.Add(new AccumulateOp(tensor), gradient.Label with { Name = "d" + tensor.CodeName }, gradient);
            }
        }
    }

    /// <summary>Adds the gradient by each input of Σ seed·result, summed over the results; null for one that no result depends on.</summary>
    /// <param name="graph">Extended in place.</param>
    /// <param name="inputs">The leaves that gradients are wanted for.</param>
    /// <param name="results">What is differentiated, and the gradient that flows into it, of the same type.</param>
    public static IReadOnlyList<Node?> ByInputs(Graph graph, IReadOnlyList<Node> inputs, IReadOnlyList<(Node Result, Node Seed)> results)
    {
        Node[] forward = [.. graph.Nodes];
        var gradients = new Gradients(graph, NeededGradients(graph, inputs.Contains));
        foreach ((Node result, Node seed) in results)
        {
            gradients.Enter(result);
            gradients.Add(result, seed);
        }

        Backward(forward, gradients);
        return [.. inputs.Select(gradients.Full)];
    }

    private static void Backward(Node[] forward, Gradients gradients)
    {
        for (int index = forward.Length - 1; index >= 0; index--)
        {
            Node node = forward[index];
            if (gradients.Of(node) is not null && node.Op is not (StoredOp or InputOp))
            {
                gradients.Enter(node);
                node.Op.Differentiate(node, (TakesOneNumber(node, gradients) ? gradients.Of(node) : gradients.Full(node))!, gradients);
            }
        }
    }

    /// <summary>Whether one number may stand for all values of the gradient of <paramref name="node"/>: not where it is summed into an
    /// operand that was broadcast or is the same for all samples, since the sum needs to know of how many.</summary>
    private static bool TakesOneNumber(Node node, Gradients gradients) => node.Op switch
    {
        ElementwiseOp => node.Inputs.All(input => input.Type == node.Type || !gradients.Needs(input)),
        ViewOp or Ops.ReduceOp => true,
        _ => false,
    };

    /// <summary>The values that depend on a wanted leaf through something differentiable.</summary>
    private static HashSet<Node> NeededGradients(Graph graph, Func<Node, bool> isWanted)
    {
        var needed = new HashSet<Node>();
        foreach (Node node in graph.Nodes)
        {
            if (isWanted(node) || (node.Op is not Ops.StopGradientOp && node.Inputs.Any(needed.Contains)))
            {
                needed.Add(node);
            }
        }

        return needed;
    }
}
