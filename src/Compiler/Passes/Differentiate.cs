using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Passes;

/// <summary>Reverse-mode differentiation: extends a graph by the nodes of the gradient of the batch mean of its objective, and
/// by the roots that add them to the trained parameters' gradients.</summary>
/// <remarks>Only values between a trained parameter and the loss get gradient nodes: a leaf input or a frozen part has none.</remarks>
internal static class Differentiate
{
    /// <param name="graph">Extended in place.</param>
    /// <param name="loss">The objective of one sample.</param>
    /// <param name="trains">The parts and entry points that are trained; empty for all.</param>
    public static void Run(Graph graph, Node loss, IReadOnlyCollection<NameSpec> trains)
    {
        var owners = new HashSet<string>(trains.Select(name => name.Name));
        HashSet<Node> needed = NeededGradients(graph, owners);
        if (!needed.Contains(loss))
        {
            return;
        }

        var gradients = new Gradients(graph, needed);
        Node[] forward = [.. graph.Nodes];
        gradients.Enter(loss);
        gradients.Add(loss, loss.Batched ? gradients.Apply(new InverseBatchOp()) : gradients.Constant(1));
        for (int index = forward.Length - 1; index >= 0; index--)
        {
            Node node = forward[index];
            if (gradients.Of(node) is not null && node.Op is not StoredOp)
            {
                gradients.Enter(node);
                node.Op.Differentiate(node, (TakesOneNumber(node, gradients) ? gradients.Of(node) : gradients.Full(node))!, gradients);
            }
        }

        foreach (Node node in forward)
        {
            if (node.Op is StoredOp { Tensor: var tensor } && gradients.Full(node) is { } gradient)
            {
                graph.Add(new AccumulateOp(tensor), gradient.Label with { Name = "d" + tensor.CodeName }, gradient);
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

    /// <summary>The values that depend on a trained parameter through something differentiable.</summary>
    private static HashSet<Node> NeededGradients(Graph graph, HashSet<string> owners)
    {
        var needed = new HashSet<Node>();
        foreach (Node node in graph.Nodes)
        {
            bool isTrained = node.Op is StoredOp { Tensor: { IsState: false } tensor } && (owners.Count == 0 || owners.Contains(tensor.Owner));
            if (isTrained || (node.Op is not Ops.StopGradientOp && node.Inputs.Any(needed.Contains)))
            {
                needed.Add(node);
            }
        }

        return needed;
    }
}
