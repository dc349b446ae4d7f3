using System.Collections.Immutable;

namespace CompiledNets.Compiler.Graphs;

/// <summary>The computation of one entry point in one mode: nodes in a topological order, and the roots that it is run for.</summary>
internal sealed class Graph
{
    private readonly List<Node> nodes = [];
    private readonly List<Node> roots = [];
    private readonly Dictionary<(Op Op, NodeKey Inputs), Node> existing = [];

    public IReadOnlyList<Node> Nodes => nodes;

    /// <summary>What must happen: outputs written, gradients added, statistics updated, in this order.</summary>
    public IReadOnlyList<Node> Roots => roots;

    /// <summary>The objective's value per sample, for objectives.</summary>
    public Node? Objective { get; set; }

    /// <summary>The node of <paramref name="op"/> over <paramref name="inputs"/>: an equal one that is there already, or a new one.</summary>
    public Node Add(Op op, Label label, params Node[] inputs)
    {
        if (op is not ElementwiseOp)
        {
            inputs = [.. inputs.Select(input => Stored(input))];
        }

        var key = (op, new NodeKey([.. inputs]));
        if (op.IsPure && existing.TryGetValue(key, out Node? same))
        {
            return same;
        }

        var node = new Node(nodes.Count, op, [.. inputs], op.Infer(inputs), label);
        nodes.Add(node);
        existing[key] = node;
        if (op.IsEffect)
        {
            roots.Add(node);
        }

        return node;
    }

    /// <summary>Kernels and views need memory to read: a number that would live in registers gets some.</summary>
    private Node Stored(Node input) => Passes.Fuse.IsUniform(input) ? Add(new Ops.ExpandOp(input.Type), input.Label, input) : input;

    /// <summary>The nodes that some root needs, in order.</summary>
    public ImmutableArray<Node> Live()
    {
        var needed = new HashSet<Node>(roots);
        if (Objective is not null)
        {
            needed.Add(Objective);
        }

        for (int index = nodes.Count - 1; index >= 0; index--)
        {
            if (needed.Contains(nodes[index]))
            {
                needed.UnionWith(nodes[index].Inputs);
            }
        }

        return [.. nodes.Where(needed.Contains)];
    }

    private readonly struct NodeKey(ImmutableArray<Node> inputs) : IEquatable<NodeKey>
    {
        private readonly ImmutableArray<Node> inputs = inputs;

        public bool Equals(NodeKey other) => inputs.SequenceEqual(other.inputs);

        public override bool Equals(object? obj) => obj is NodeKey other && Equals(other);

        public override int GetHashCode() => inputs.Aggregate(inputs.Length, (hash, node) => unchecked(hash * 31 + node.Id));
    }
}
