using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Passes;

/// <summary>Sums of gradients of slices: what flows back from the parts of a split is one concatenation, instead of as many sums of
/// tensors that are mostly zeros.</summary>
internal static class JoinSlices
{
    /// <summary>The values at [s, m) and 0 elsewhere, plus those at [m, e): the values at [s, e). Null where a sum is none of these.</summary>
    public static Node? Sum(Graph graph, Label label, Node a, Node b)
    {
        if (a.Op is not SliceGradientOp left || b.Op is not SliceGradientOp right || left.Axis != right.Axis || a.Type != b.Type)
        {
            return null;
        }

        if (left.End != right.Start)
        {
            return right.End == left.Start ? Sum(graph, label, b, a) : null;
        }

        Node joined = graph.Add(new ConcatOp(left.Axis), label, [.. Parts(a.Inputs[0], left.Axis), .. Parts(b.Inputs[0], left.Axis)]);
        return joined.Type == a.Type ? joined : graph.Add(left with { End = right.End }, label, joined);
    }

    private static IEnumerable<Node> Parts(Node value, int axis) => value.Op is ConcatOp join && join.Axis == axis ? value.Inputs : [value];
}
