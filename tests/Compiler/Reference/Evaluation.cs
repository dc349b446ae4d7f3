using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Runs a graph in double, node by node, as plainly as can be: what emitted code is compared with, and what finite
/// differences are taken of.</summary>
internal sealed class Evaluation
{
    private readonly Dictionary<Node, Values> values = [];

    private Evaluation(Graph graph, Feed feed)
    {
        Graph = graph;
        Feed = feed;
        Stored = feed.Stored.ToDictionary(pair => pair.Key, pair => pair.Value.Copy());
    }

    public Graph Graph { get; }

    public Feed Feed { get; }

    public int Samples => Feed.Samples;

    /// <summary>Parameters as they were fed, and running statistics as they are afterwards.</summary>
    public Dictionary<StoredTensor, Values> Stored { get; }

    /// <summary>What was accumulated for each trained parameter.</summary>
    public Dictionary<StoredTensor, Values> Gradients { get; } = [];

    /// <summary>What was written for the caller, by the number of the output.</summary>
    public SortedDictionary<int, Values> Outputs { get; } = [];

    /// <summary>What the call leaves in its state arguments.</summary>
    public SortedDictionary<int, Values> States { get; } = [];

    public Values this[Node node] => values[node];

    /// <summary>The batch mean of the objective.</summary>
    public double Objective => values[Graph.Objective!].Data.Average();

    /// <summary>Evaluates everything that the graph is run for.</summary>
    public static Evaluation Of(Graph graph, Feed feed) => new Evaluation(graph, feed).Run(graph.Live());

    /// <summary>Evaluates the objective and what it depends on: neither gradients nor statistics.</summary>
    public static Evaluation OfObjective(Graph graph, Feed feed) => Of(graph, feed, graph.Objective!);

    /// <summary>Evaluates some nodes and what they depend on.</summary>
    public static Evaluation Of(Graph graph, Feed feed, params Node[] wanted)
    {
        var needed = new HashSet<Node>(wanted);
        foreach (Node node in graph.Nodes.Reverse())
        {
            if (needed.Contains(node))
            {
                needed.UnionWith(node.Inputs);
            }
        }

        return new Evaluation(graph, feed).Run(graph.Nodes.Where(needed.Contains));
    }

    private Evaluation Run(IEnumerable<Node> nodes)
    {
        foreach (Node node in nodes)
        {
            Values value = Feed.Pinned.TryGetValue(node, out Values? pinned) ? pinned
                : References.Of(node.Op).Evaluate(node, [.. node.Inputs.Select(input => values[input])], this);
            Assert.Equal(node.Type, value.Type);
            values.Add(node, value);
        }

        return this;
    }
}
