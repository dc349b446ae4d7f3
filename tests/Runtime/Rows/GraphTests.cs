using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

public class GraphTests
{
    private const int Nodes = 5, Edges = 11;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 1, 17)]
    [InlineData(3, 2, 7)]
    [InlineData(7, 3, 1)]
    public void Aggregation_SumsOverEdges_OfEachSampleOrOfAll(int samples, int parts, int width)
    {
        int row = parts * width;
        float[] x = Sample.Normal(samples * Nodes * row, seed: 8), weights = Sample.Normal(samples * Edges * parts, seed: 11);
        float[] dy = Sample.Normal(x.Length, seed: 12);
        foreach (int lists in new[] { samples, 1 })
        {
            int[] from = Sample.Indices(lists * Edges, seed: 9, below: Nodes), to = Sample.Indices(lists * Edges, seed: 10, below: Nodes);
            double[] sums = new double[x.Length], weighted = new double[x.Length], products = new double[weights.Length];
            for (int i = 0; i < samples * Edges * row; i++)
            {
                int edge = i / row, sample = edge / Edges, of = lists == 1 ? edge % Edges : edge;
                int start = (sample * Nodes + from[of]) * row + i % row, end = (sample * Nodes + to[of]) * row + i % row;
                sums[end] += x[start];
                weighted[end] += (double)weights[i / width] * x[start];
                products[i / width] += (double)x[start] * dy[end];
            }

            float[] y = Sample.Garbage(x.Length), dWeights = Sample.Garbage(weights.Length);
            Aggregation.Sum(samples, Nodes, Edges, parts, width, x, from, to, y);
            Close.To(sums, y);
            Aggregation.WeightedSum(samples, Nodes, Edges, parts, width, x, from, to, weights, y);
            Close.To(weighted, y);
            Aggregation.Products(samples, Nodes, Edges, parts, width, x, from, dy, to, dWeights);
            Close.To(products, dWeights);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 17)]
    public void Segments_TakeAddAndCompareRows(int samples, int width)
    {
        const int segments = 4, rows = 9;
        float[] table = Sample.Normal(samples * segments * width, seed: 1), x = Sample.Normal(samples * rows * width, seed: 2);
        foreach (int lists in new[] { samples, 1 })
        {
            // The last segment stays empty.
            int[] segment = Sample.Indices(lists * rows, seed: 3, below: segments - 1);
            int Of(int row) => row / rows * segments + segment[lists == 1 ? row % rows : row];
            double[] sums = new double[table.Length];
            float[] maxima = new float[table.Length];
            for (int i = 0; i < x.Length; i++)
            {
                sums[Of(i / width) * width + i % width] += x[i];
            }

            for (int i = 0; i < table.Length; i++)
            {
                maxima[i] = Enumerable.Range(0, samples * rows).Where(row => Of(row) == i / width).Select(row => x[row * width + i % width]).DefaultIfEmpty(0).Max();
            }

            float[] taken = Sample.Garbage(x.Length), y = Sample.Garbage(table.Length);
            Segments.Take(samples, segments, rows, width, table, segment, taken);
            Assert.Equal(x.Select((_, i) => table[Of(i / width) * width + i % width]), taken);
            Segments.Sum(samples, segments, rows, width, x, segment, y);
            Close.To(sums, y);
            Segments.Max(samples, segments, rows, width, x, segment, y);
            Assert.Equal(maxima, y);
        }
    }

    [Fact]
    public void LargestOfNaN_IsNaN() => Assert.Equal([float.NaN, 2, 0], Largest([1, float.NaN, 2], [0, 0, 1]));

    [Fact]
    public void LargestOfMinusInfinity_IsTakenAsNothing() => Assert.Equal([0, 2, 0], Largest([float.NegativeInfinity, 1, 2], [0, 1, 1]));

    private static float[] Largest(float[] x, int[] segment)
    {
        float[] y = Sample.Garbage(3);
        Segments.Max(1, 3, x.Length, 1, x, segment, y);
        return y;
    }
}
