namespace CompiledNets.Compiler.Graphs;

/// <summary>Who reads what in a graph, of what is live: passes that take several nodes together must not hide a value from others.</summary>
internal sealed class Readers
{
    private readonly Dictionary<Node, int> counts = [];

    public Readers(Graph graph)
    {
        foreach (Node value in graph.Live().SelectMany(node => node.Inputs).Concat(graph.Objective is { } objective ? [objective] : []))
        {
            counts[value] = counts.TryGetValue(value, out int count) ? count + 1 : 1;
        }
    }

    /// <summary>Whether one node alone reads a value, once.</summary>
    public bool IsOne(Node value) => counts.TryGetValue(value, out int count) && count == 1;
}
