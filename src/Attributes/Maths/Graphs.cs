namespace CompiledNets;

public static partial class Ops
{
    /// <summary>Sums over the edges of a graph: node t of the result is the sum of the features of the sources of all edges that end
    /// in t, <c>y[target[e]] += x[source[e]]</c> over zeros. PyTorch's <c>index_add</c> of <c>x[source]</c>.</summary>
    /// <param name="features">(nodes, …).</param>
    /// <param name="source">(edges): where each edge starts, from 0 to nodes − 1.</param>
    /// <param name="target">(edges): where it ends.</param>
    public static Tensor Aggregate(Tensor features, Tokens source, Tokens target) => throw Description.Only;

    /// <summary>Weighted sums over the edges of a graph, <c>y[target[e]] += w[e]·x[source[e]]</c> over zeros: the product of a sparse adjacency
    /// matrix and the features, as in graph convolution (Kipf and Welling 2017) and graph attention (Veličković et al. 2018). The weights have
    /// gradients too, so that they can be learned or computed. PyTorch's <c>torch.sparse.mm</c>, DGL's <c>u_mul_e</c> and <c>sum</c>.</summary>
    /// <param name="features">(nodes, …).</param>
    /// <param name="source">(edges): where each edge starts, from 0 to nodes − 1.</param>
    /// <param name="target">(edges): where it ends.</param>
    /// <param name="weights">(edges), or (edges, heads) for features of (nodes, heads, …): each head's weights for its own part of a node. In
    /// general the axes after the first are the first axes of a node.</param>
    public static Tensor Aggregate(Tensor features, Tokens source, Tokens target, Tensor weights) => throw Description.Only;
}
