using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>Sums over the edges of graphs that are given as lists of edges.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Aggregation
{
    /// <summary>y[to[e], :] += x[from[e], :] for each edge in turn, over zeros. With its ends exchanged it is its own gradient.</summary>
    /// <param name="samples">Graphs.</param>
    /// <param name="nodes">Nodes of each.</param>
    /// <param name="width">Values of a node.</param>
    /// <param name="edges">Edges of each.</param>
    /// <param name="x">[samples, nodes, width].</param>
    /// <param name="from">[samples, edges], or [edges] of all samples.</param>
    /// <param name="to">The same.</param>
    /// <param name="y">[samples, nodes, width], overwritten.</param>
    public static void Sum(
        int samples, int nodes, int width, int edges, ReadOnlySpan<float> x, ReadOnlySpan<int> from, ReadOnlySpan<int> to, Span<float> y)
    {
        int size = nodes * width;
        y[..(samples * size)].Clear();
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<float> values = x.Slice(sample * size, size);
            Span<float> sums = y.Slice(sample * size, size);
            ReadOnlySpan<int> starts = Of(sample, edges, from), ends = Of(sample, edges, to);
            for (int edge = 0; edge < edges; edge++)
            {
                Add(values.Slice(starts[edge] * width, width), sums.Slice(ends[edge] * width, width));
            }
        }
    }

    private static ReadOnlySpan<int> Of(int sample, int edges, ReadOnlySpan<int> all) =>
        all.Length == edges ? all : all.Slice(sample * edges, edges);

    private static void Add(ReadOnlySpan<float> x, Span<float> sum)
    {
        for (int i = 0; i < sum.Length; i += Lanes.Count)
        {
            Lanes.Add(sum, i, Lanes.Load(x, i));
        }
    }
}
