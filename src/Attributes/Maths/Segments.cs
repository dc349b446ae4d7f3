namespace CompiledNets;

// Segments are groups of rows: of edges that end in one node, words of one sentence, visits of one patient. Their numbers need no order.
public static partial class Ops
{
    /// <summary>Rows by number: (n, …) and an index (m) give (m, …), <c>y[j] = x[index[j]]</c>. PyTorch's <c>index_select(dim=0)</c> or
    /// <c>x[index]</c>, NumPy's <c>take(axis=0)</c>. <see cref="Gather"/> picks values of each row instead.</summary>
    /// <param name="x">(n, …).</param>
    /// <param name="index">Of any shape, whose axes come first in the result; each from 0 to n − 1.</param>
    public static Tensor Take(Tensor x, Tokens index) => throw Description.Only;

    /// <summary>Sums of rows by segment, the reverse of <see cref="Take"/>: (m, …) to (count, …), <c>y[segment[j]] += x[j]</c> over zeros.
    /// PyTorch's <c>index_add</c>, TensorFlow's <c>unsorted_segment_sum</c>.</summary>
    /// <param name="x">(m, …).</param>
    /// <param name="segment">(m): the segment of each row, from 0 to count − 1.</param>
    /// <param name="count">How many segments there are; those without rows become 0.</param>
    public static Tensor SegmentSum(Tensor x, Tokens segment, int count) => throw Description.Only;

    /// <summary>Softmax over the rows of each segment, value by value: <c>y[j] = exp(x[j]) / Σ exp(x[k])</c> over all k of j's segment. With
    /// targets for segments it is the attention of graph attention networks (Veličković et al. 2018). DGL's <c>edge_softmax</c>,
    /// PyTorch Geometric's <c>softmax</c>. Each segment's maximum is subtracted first, so that no exponential overflows.</summary>
    /// <param name="x">(m, …): one score of each row, or several, each of which is treated by itself, as for heads.</param>
    /// <param name="segment">(m): the segment of each row, from 0 to count − 1.</param>
    /// <param name="count">How many segments there are.</param>
    public static Tensor SegmentSoftmax(Tensor x, Tokens segment, int count) => throw Description.Only;
}
