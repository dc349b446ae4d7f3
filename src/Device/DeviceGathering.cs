using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>What is added up by index: the gradient of an embedding, and sums over the edges of graphs.</summary>
internal static class DeviceGathering
{
    /// <summary>Starts dTable[tokens[t], :] += dy[t, :] for a table [words, width].</summary>
    public static void EmbeddingGradient(
        DeviceNetwork device, ArrayView<int> tokens, ArrayView<float> dy, ArrayView<float> dTable, int words, int width) =>
        DeviceScatter.Run(device, new TableOf
        {
            Tokens = tokens, Dy = dy, Table = dTable, Count = tokens.IntLength, Words = words, Width = width,
        });

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
        DeviceScatter.Run(device, new EdgesOf
        {
            X = x, From = from, To = to, Y = y, Count = samples, Nodes = nodes, Width = width, Edges = edges,
            FromStep = from.Length == edges ? 0 : edges, ToStep = to.Length == edges ? 0 : edges,
        });

    internal struct TableOf : IScatter<TableOf>
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

        public static void Store(TableOf o, int sample, int target, int column, int found, float sum)
        {
            if (found > 0)
            {
                o.Table[target * o.Width + column] += sum;
            }
        }
    }

    internal struct EdgesOf : IScatter<EdgesOf>
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

        public static void Store(EdgesOf o, int sample, int target, int column, int found, float sum) =>
            o.Y[(sample * o.Nodes + target) * o.Width + column] = sum;
    }
}
