using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>What is folded by index: the gradient of an embedding, sums over the edges of graphs, and rows by segment. Indices have been
/// checked on the host.</summary>
internal static partial class DeviceGathering
{
    /// <summary>Starts dTable[tokens[t], :] += dy[t, :] for a table [words, width].</summary>
    public static void EmbeddingGradient(
        DeviceNetwork device, ArrayView<int> tokens, ArrayView<float> dy, ArrayView<float> dTable, int words, int width) =>
        DeviceScatter.RunSums(
            device, new TableOf { Tokens = tokens, Dy = dy, Table = dTable, Count = tokens.IntLength, Words = words, Width = width }, adds: true);

    /// <summary>Starts y[to[e], :] = Σ x[from[e], :] over the edges e of each sample's graph, 0 where none ends. With its ends exchanged it is
    /// its own gradient.</summary>
    /// <param name="device">Where.</param>
    /// <param name="x">[samples, nodes, width].</param>
    /// <param name="from">[samples, edges], or [edges] of all samples.</param>
    /// <param name="to">The same.</param>
    /// <param name="y">[samples, nodes, width].</param>
    public static void Aggregate(
        DeviceNetwork device, ArrayView<float> x, ArrayView<int> from, ArrayView<int> to, ArrayView<float> y, int samples, int nodes,
        int width, int edges) =>
        DeviceScatter.RunSums(
            device,
            new EdgesOf
            {
                X = x, From = from, To = to, Y = y, Count = samples, Nodes = nodes, Width = width, Edges = edges,
                FromStep = from.Length == edges ? 0 : edges, ToStep = to.Length == edges ? 0 : edges,
            },
            adds: false);

    /// <summary>Starts y[to[e], h, :] = Σ w[e, h]·x[from[e], h, :], as <see cref="Aggregate"/> does.</summary>
    /// <param name="weights">[samples, edges, parts]; a part is <c>width / parts</c> neighbouring values of a node.</param>
    public static void WeightedAggregate(
        DeviceNetwork device, ArrayView<float> x, ArrayView<int> from, ArrayView<int> to, ArrayView<float> weights, ArrayView<float> y, int samples,
        int nodes, int width, int edges, int parts) =>
        DeviceScatter.RunSums(
            device,
            new WeightedEdgesOf
            {
                X = x, From = from, To = to, Weights = weights, Y = y, Count = samples, Nodes = nodes, Width = width, Edges = edges, Parts = parts,
                FromStep = from.Length == edges ? 0 : edges, ToStep = to.Length == edges ? 0 : edges,
            },
            adds: false);

    /// <summary>w[e, h] = Σ_i x[from[e], h, i]·y[to[e], h, i]: the gradient of a weighted sum by its weights.</summary>
    /// <param name="row">(sample, edge, part), flat.</param>
    /// <param name="fromStep">Ints from sample to sample: the edges, or 0 where they serve all samples.</param>
    /// <param name="toStep">The same.</param>
    public static float EdgeProduct<TScope>(
        int row, ArrayView<float> x, ArrayView<int> from, ArrayView<float> y, ArrayView<int> to, int nodes, int edges, int parts, int width,
        int fromStep, int toStep)
        where TScope : struct, IScope
    {
        int part = row % parts, edge = row / parts % edges, sample = row / (parts * edges);
        int left = ((sample * nodes + from[sample * fromStep + edge]) * parts + part) * width;
        int right = ((sample * nodes + to[sample * toStep + edge]) * parts + part) * width;
        float sum = 0f;
        for (int i = TScope.First; i < width; i += TScope.Stride)
        {
            sum += x[left + i] * y[right + i];
        }

        return TScope.Sum(sum);
    }

    internal struct TableOf : IScatteredSum<TableOf>
    {
        public ArrayView<int> Tokens;
        public ArrayView<float> Dy, Table;
        public int Count, Words, Width;

        public static int Samples(TableOf o) => 1;

        public static int Targets(TableOf o) => o.Words;

        public static int Items(TableOf o) => o.Count;

        public static int Columns(TableOf o) => o.Width;

        public static int Target(TableOf o, int sample, int item) => o.Tokens[item];

        public static float Value(TableOf o, int sample, int item, int column) => o.Dy[item * o.Width + column];

        public static float None => 0f;

        public static float Merge(float x, float y) => x + y;

        public static void Store(TableOf o, int sample, int target, int column, int found, float all)
        {
            if (found > 0)
            {
                o.Table[At(o, sample, target, column)] += all;
            }
        }

        public static ArrayView<float> Sums(TableOf o) => o.Table;

        public static int At(TableOf o, int sample, int target, int column) => target * o.Width + column;
    }

    internal struct EdgesOf : IScatteredSum<EdgesOf>
    {
        public ArrayView<float> X, Y;
        public ArrayView<int> From, To;
        public int Count, Nodes, Width, Edges, FromStep, ToStep;

        public static int Samples(EdgesOf o) => o.Count;

        public static int Targets(EdgesOf o) => o.Nodes;

        public static int Items(EdgesOf o) => o.Edges;

        public static int Columns(EdgesOf o) => o.Width;

        public static int Target(EdgesOf o, int sample, int item) => o.To[sample * o.ToStep + item];

        public static float Value(EdgesOf o, int sample, int item, int column) =>
            o.X[(sample * o.Nodes + o.From[sample * o.FromStep + item]) * o.Width + column];

        public static float None => 0f;

        public static float Merge(float x, float y) => x + y;

        public static void Store(EdgesOf o, int sample, int target, int column, int found, float all) =>
            o.Y[At(o, sample, target, column)] = all;

        public static ArrayView<float> Sums(EdgesOf o) => o.Y;

        public static int At(EdgesOf o, int sample, int target, int column) => (sample * o.Nodes + target) * o.Width + column;
    }

    internal struct WeightedEdgesOf : IScatteredSum<WeightedEdgesOf>
    {
        public ArrayView<float> X, Weights, Y;
        public ArrayView<int> From, To;
        public int Count, Nodes, Width, Edges, Parts, FromStep, ToStep;

        public static int Samples(WeightedEdgesOf o) => o.Count;

        public static int Targets(WeightedEdgesOf o) => o.Nodes;

        public static int Items(WeightedEdgesOf o) => o.Edges;

        public static int Columns(WeightedEdgesOf o) => o.Width;

        public static int Target(WeightedEdgesOf o, int sample, int item) => o.To[sample * o.ToStep + item];

        public static float Value(WeightedEdgesOf o, int sample, int item, int column) =>
            o.Weights[(sample * o.Edges + item) * o.Parts + column / (o.Width / o.Parts)]
            * o.X[(sample * o.Nodes + o.From[sample * o.FromStep + item]) * o.Width + column];

        public static float None => 0f;

        public static float Merge(float x, float y) => x + y;

        public static void Store(WeightedEdgesOf o, int sample, int target, int column, int found, float all) =>
            o.Y[At(o, sample, target, column)] = all;

        public static ArrayView<float> Sums(WeightedEdgesOf o) => o.Y;

        public static int At(WeightedEdgesOf o, int sample, int target, int column) => (sample * o.Nodes + target) * o.Width + column;
    }
}
