using System.ComponentModel;
using System.Numerics;

namespace CompiledNets.Kernels;

/// <summary>Sums over the edges of graphs that are given as lists of edges, and products along them.</summary>
/// <remarks>
/// All take, in this order: samples (graphs), nodes and edges of each, parts of a node (its heads, or 1), and values of a part. Features are
/// [samples, nodes, parts, width], weights [samples, edges, parts], and ends of edges [samples, edges], or [edges] of all samples. The edges
/// of a graph are taken one after another, in the order in which they are given: sums have that order.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Aggregation
{
    /// <summary>y[to[e]] += x[from[e]] over zeros. With the ends exchanged it is its own gradient.</summary>
    public static void Sum(
        int samples, int nodes, int edges, int parts, int width, ReadOnlySpan<float> x, ReadOnlySpan<int> from, ReadOnlySpan<int> to,
        Span<float> y)
    {
        int row = parts * width, size = nodes * row;
        y[..(samples * size)].Clear();
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<float> values = x.Slice(sample * size, size);
            Span<float> sums = y.Slice(sample * size, size);
            ReadOnlySpan<int> starts = OfSample(sample, edges, from), ends = OfSample(sample, edges, to);
            for (int edge = 0; edge < edges; edge++)
            {
                ReadOnlySpan<float> message = values.Slice(starts[edge] * row, row);
                Span<float> sum = sums.Slice(ends[edge] * row, row);
                for (int i = 0; i < sum.Length; i += Lanes.Count)
                {
                    Lanes.Add(sum, i, Lanes.Load(message, i));
                }
            }
        }
    }

    /// <summary>y[to[e], h, :] += w[e, h]·x[from[e], h, :] over zeros. With the ends exchanged it is its own gradient by x.</summary>
    public static void WeightedSum(
        int samples, int nodes, int edges, int parts, int width, ReadOnlySpan<float> x, ReadOnlySpan<int> from, ReadOnlySpan<int> to,
        ReadOnlySpan<float> weights, Span<float> y)
    {
        int row = parts * width, size = nodes * row;
        y[..(samples * size)].Clear();
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<float> values = x.Slice(sample * size, size), scales = weights.Slice(sample * edges * parts, edges * parts);
            Span<float> sums = y.Slice(sample * size, size);
            ReadOnlySpan<int> starts = OfSample(sample, edges, from), ends = OfSample(sample, edges, to);
            for (int edge = 0; edge < edges; edge++)
            {
                for (int part = 0; part < parts; part++)
                {
                    ReadOnlySpan<float> message = values.Slice(starts[edge] * row + part * width, width);
                    Span<float> sum = sums.Slice(ends[edge] * row + part * width, width);
                    Vector<float> scale = Lanes.Splat(scales[edge * parts + part]);
                    for (int i = 0; i < sum.Length; i += Lanes.Count)
                    {
                        Lanes.Add(sum, i, scale * Lanes.Load(message, i));
                    }
                }
            }
        }
    }

    /// <summary>products[e, h] = Σ_i x[from[e], h, i]·y[to[e], h, i]: the gradient of a weighted sum by its weights.</summary>
    public static void Products(
        int samples, int nodes, int edges, int parts, int width, ReadOnlySpan<float> x, ReadOnlySpan<int> from, ReadOnlySpan<float> y,
        ReadOnlySpan<int> to, Span<float> products)
    {
        int row = parts * width, size = nodes * row;
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<float> left = x.Slice(sample * size, size), right = y.Slice(sample * size, size);
            Span<float> results = products.Slice(sample * edges * parts, edges * parts);
            ReadOnlySpan<int> starts = OfSample(sample, edges, from), ends = OfSample(sample, edges, to);
            for (int edge = 0; edge < edges; edge++)
            {
                for (int part = 0; part < parts; part++)
                {
                    results[edge * parts + part] = Dot(
                        left.Slice(starts[edge] * row + part * width, width), right.Slice(ends[edge] * row + part * width, width));
                }
            }
        }
    }

    private static ReadOnlySpan<int> OfSample(int sample, int edges, ReadOnlySpan<int> all) =>
        all.Length == edges ? all : all.Slice(sample * edges, edges);

    private static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        Vector<float> sum = Vector<float>.Zero;
        for (int i = 0; i < x.Length; i += Lanes.Count)
        {
            sum += Lanes.Load(x, i) * Lanes.Load(y, i);
        }

        return Lanes.Sum(sum);
    }
}
