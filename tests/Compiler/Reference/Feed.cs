using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>What a graph is evaluated on.</summary>
internal sealed class Feed(int samples)
{
    public int Samples { get; } = samples;

    /// <summary>Arguments of the entry point, by number.</summary>
    public Dictionary<int, Values> Inputs { get; init; } = [];

    /// <summary>Parameters and running statistics. An evaluation works on a copy.</summary>
    public Dictionary<StoredTensor, Values> Stored { get; init; } = [];

    public IRandomValues Random { get; init; } = new SeededValues(1);

    /// <summary>Nodes that have a given value instead of the one that their op computes.</summary>
    public Dictionary<Node, Values> Pinned { get; init; } = [];

    /// <summary>Random values for all that a graph reads: parameters and inputs uniform in [-1, 1), running variances in [0.5, 1.5),
    /// tokens below the least bound that their readers state.</summary>
    public static Feed Any(Graph graph, int samples, int seed)
    {
        var feed = new Feed(samples) { Random = new SeededValues(seed) };
        var random = new Random(seed);
        foreach (Node node in graph.Nodes)
        {
            switch (node.Op)
            {
                case InputOp { Kind: ValueKind.Tokens } input:
                    int limit = graph.TokenLimit(node);
                    feed.Inputs[input.Index] = Fill(node.Type, samples, () => random.Next(limit));
                    break;
                case InputOp input:
                    feed.Inputs[input.Index] = Fill(node.Type, samples, () => 2 * random.NextDouble() - 1);
                    break;
                case StoredOp { Tensor: { IsState: true } tensor }:
                    feed.Stored[tensor] = Fill(node.Type, samples, () => 0.5 + random.NextDouble());
                    break;
                case StoredOp stored:
                    feed.Stored[stored.Tensor] = Fill(node.Type, samples, () => 2 * random.NextDouble() - 1);
                    break;
            }
        }

        return feed;
    }

    public static Values Fill(TensorType type, int samples, Func<double> next)
    {
        var values = new Values(type, samples);
        foreach (ref double value in values.Data.AsSpan())
        {
            value = next();
        }

        return values;
    }
}
