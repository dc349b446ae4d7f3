namespace CompiledNets.Benchmarks;

/// <summary>Data of the distributions that the peers' workloads.py draws from; the same at every start.</summary>
internal static class RandomData
{
    private const int Seed = 20240607, CoraEdges = 5278;

    /// <summary>Uniform from 0 to 1.</summary>
    public static float[] Floats(int count)
    {
        var random = new Random(Seed);
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = random.NextSingle();
        }

        return values;
    }

    /// <summary>Uniform from 0 to <paramref name="below"/> - 1.</summary>
    public static int[] Integers(int below, int count)
    {
        var random = new Random(Seed + 1);
        var values = new int[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = random.Next(below);
        }

        return values;
    }

    /// <summary>0 or 1.</summary>
    public static float[] CoinFlips(int count) => Array.ConvertAll(Integers(2, count), side => (float)side);

    /// <summary>A random graph of Cora's density with self loops, as a dense matrix: D^-1/2·(A + I)·D^-1/2, D being the degrees.</summary>
    public static float[] NormalisedAdjacency(int nodes)
    {
        var random = new Random(Seed);
        var adjacency = new float[nodes * nodes];
        for (int node = 0; node < nodes; node++)
        {
            adjacency[node * nodes + node] = 1;
        }

        for (int edge = 0; edge < CoraEdges; edge++)
        {
            var (from, to) = (random.Next(nodes), random.Next(nodes));
            adjacency[from * nodes + to] = adjacency[to * nodes + from] = 1;
        }

        var scale = new float[nodes];
        for (int node = 0; node < nodes; node++)
        {
            float degree = 0;
            foreach (float neighbour in adjacency.AsSpan(node * nodes, nodes))
            {
                degree += neighbour;
            }

            scale[node] = 1 / MathF.Sqrt(degree);
        }

        for (int row = 0; row < nodes; row++)
        {
            for (int column = 0; column < nodes; column++)
            {
                adjacency[row * nodes + column] *= scale[row] * scale[column];
            }
        }

        return adjacency;
    }
}
