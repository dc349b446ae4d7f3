using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Passes;

/// <summary>What one emitted method computes: a kernel with the elementwise ops that follow it, or a chain of elementwise ops
/// in one loop.</summary>
internal sealed class Step(int index, Node? kernel, TensorType domain, Traversal traversal)
{
    /// <summary>Its position in the order in which steps were found, which respects dependencies.</summary>
    public int Index { get; } = index;

    /// <summary>The node with a kernel of its own; null for elementwise steps.</summary>
    public Node? Kernel { get; } = kernel;

    /// <summary>The type over which the loop of the elementwise nodes runs.</summary>
    public TensorType Domain { get; } = domain;

    public Traversal Traversal { get; } = traversal;

    /// <summary>Elementwise nodes in order: an epilogue, where there is a kernel.</summary>
    public List<Node> Elementwise { get; } = [];

    /// <summary>All nodes computed here, in order.</summary>
    public IEnumerable<Node> Nodes => Kernel is null ? Elementwise : Elementwise.Prepend(Kernel);

    /// <summary>The node that the method is named for.</summary>
    public Node Head => Kernel ?? Elementwise[0];

    /// <summary>The same step at another position.</summary>
    public Step At(int index)
    {
        var moved = new Step(index, Kernel, Domain, Traversal);
        moved.Elementwise.AddRange(Elementwise);
        return moved;
    }

    public long Flops => Nodes.Sum(node => node.Op.Flops(node));
}
