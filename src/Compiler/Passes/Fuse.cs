using System.Collections.Immutable;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Passes;

/// <summary>Gathers nodes into steps: an elementwise node joins the loop or kernel that made one of its inputs, where it runs
/// over the same index space and everything else it reads is there by then.</summary>
internal static class Fuse
{
    // Every node is a local of its loop's method, or two: half of what the JIT optimises at most.
    private const int LongestLoop = 250;

    public static ImmutableArray<Step> Run(ImmutableArray<Node> live)
    {
        var steps = new List<Step>();
        var home = new Dictionary<Node, Step>();
        var constant = new HashSet<Node>();
        foreach (Node node in live)
        {
            if (!node.Batched && node.Inputs.All(constant.Contains))
            {
                constant.Add(node);
            }

            if (IsThere(node) || IsUniform(node))
            {
                continue;
            }

            // A state is replaced once everything else has read it: a step of its own, which the schedule puts last.
            Step? joined = node.Op is ElementwiseOp and not StateUpdateOp ? Joinable(node, home, constant) : null;
            Step step = joined ?? NewStep(steps, node);
            if (node != step.Kernel)
            {
                step.Elementwise.Add(node);
            }

            home[node] = step;
        }

        return [.. steps];
    }

    /// <summary>Whether a call finds the value where it lies, and no step of it computes it.</summary>
    public static bool IsThere(Node node) => node.Op is SourceOp or PreparedOp;

    /// <summary>See <see cref="Node.IsUniform"/>.</summary>
    public static bool IsUniform(Node node) => node.IsUniform;

    /// <summary>The node whose memory a view shows, or a part of it.</summary>
    public static Node Storage(Node node)
    {
        while (node.Op is ViewOp)
        {
            node = node.Inputs[0];
        }

        return node;
    }

    /// <summary>The node whose memory, or part of another's memory, a view shows in full.</summary>
    public static Node Memory(Node node)
    {
        while (node.Op is ViewOp and not PartOp)
        {
            node = node.Inputs[0];
        }

        return node;
    }

    private static Step NewStep(List<Step> steps, Node node)
    {
        bool elementwise = node.Op is ElementwiseOp;
        Traversal traversal = !node.Batched || node.Op.Traversal == Traversal.Whole ? Traversal.Whole : Traversal.Samples;
        var step = new Step(steps.Count, elementwise ? null : node, node.Type, traversal);
        steps.Add(step);
        return step;
    }

    /// <summary>The latest step among those of the inputs, if the node can run in its loop.</summary>
    /// <param name="constant">Values that no sample reaches. They are computed before all others, so nobody waits for them.</param>
    private static Step? Joinable(Node node, Dictionary<Node, Step> home, HashSet<Node> constant)
    {
        Step? latest = null;
        foreach (Node input in node.Inputs.Where(input => constant.Contains(node) || !constant.Contains(input)))
        {
            if (home.TryGetValue(Storage(input), out Step? step) && (latest is null || step.Index > latest.Index))
            {
                latest = step;
            }
        }

        if (latest is null || latest.Domain != node.Type || latest.Kernel is { Op.IsEffect: true } || latest.Elementwise.Count == LongestLoop)
        {
            return null;
        }

        // What the step itself makes must come out of the loop at the same index: not through a view, not broadcast.
        bool aligned = node.Inputs.All(input => !home.TryGetValue(Storage(input), out Step? step) || step != latest || input.Type == latest.Domain
            && input.Op is not ViewOp);
        return aligned ? latest : null;
    }
}
