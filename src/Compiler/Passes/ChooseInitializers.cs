using System.Collections.Immutable;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Passes;

/// <summary>Decides "Default" initialisers by the activation that follows: He where a ReLU-like one halves the signal's variance,
/// Xavier before saturating ones and where nothing follows.</summary>
internal static class ChooseInitializers
{
    private static readonly HashSet<string> ReluLike = ["ReLU", "LeakyReLU", "ELU", "GELU", "SiLU", "Softplus"];
    private static readonly HashSet<string> Saturating = ["Sigmoid", "Tanh", "Softmax", "LogSoftmax"];

    public static void Run(IEnumerable<Graph> graphs, ImmutableArray<StoredTensor> tensors)
    {
        Uses[] all = [.. graphs.Select(graph => new Uses(graph))];
        foreach (StoredTensor tensor in tensors)
        {
            if (tensor.Initializer == "Default")
            {
                tensor.Initializer = all.Any(uses => LeadsToRelu(uses, tensor)) ? "HeNormal" : "XavierUniform";
            }
        }
    }

    private static bool LeadsToRelu(Uses uses, StoredTensor tensor)
    {
        var open = new Queue<Node>(uses.Of(tensor));
        var reached = new HashSet<Node>(open);
        while (open.Count > 0)
        {
            Node value = open.Dequeue();
            foreach (Node node in uses.Of(value).Where(node => !reached.Contains(node)))
            {
                if (ReluLike.Contains(node.Label.Kind))
                {
                    return true;
                }

                if (value.Label.Layer == node.Label.Layer || PassesOn(node))
                {
                    reached.Add(node);
                    open.Enqueue(node);
                }
            }
        }

        return false;
    }

    // Norms, pooling and reshaping keep the question open; a saturating activation or another layer answers it.
    private static bool PassesOn(Node node) =>
        !Saturating.Contains(node.Label.Kind)
        && node.Label.Kind is "BatchNorm" or "LayerNorm" or "MaxPool2D" or "AveragePool2D" or "GlobalAveragePool" or "Flatten"
            or "Reshape" or "Dropout" or "Add" or "Slice";

    /// <summary>Who reads what in a graph.</summary>
    private sealed class Uses(Graph graph)
    {
        private readonly ILookup<Node, Node> readers = graph.Nodes
            .SelectMany(reader => reader.Inputs.Select(input => (Input: input, Reader: reader)))
            .ToLookup(pair => pair.Input, pair => pair.Reader);

        private readonly ILookup<StoredTensor, Node> stored = graph.Nodes
            .Where(node => node.Op is StoredOp)
            .ToLookup(node => ((StoredOp)node.Op).Tensor);

        public IEnumerable<Node> Of(Node value) => readers[value];

        public IEnumerable<Node> Of(StoredTensor tensor) => stored[tensor];
    }
}
