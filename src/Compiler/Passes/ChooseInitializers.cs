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
        Graph[] all = [.. graphs];
        foreach (StoredTensor tensor in tensors)
        {
            if (tensor.Initializer == "Default")
            {
                tensor.Initializer = all.Any(graph => LeadsToRelu(graph, tensor)) ? "HeNormal" : "XavierUniform";
            }
        }
    }

    private static bool LeadsToRelu(Graph graph, StoredTensor tensor)
    {
        var reached = new HashSet<Node>();
        foreach (Node node in graph.Nodes)
        {
            if (node.Op is StoredOp stored && stored.Tensor == tensor)
            {
                reached.Add(node);
            }
            else if (node.Inputs.Any(reached.Contains))
            {
                if (ReluLike.Contains(node.Label.Kind))
                {
                    return true;
                }

                bool sameLayer = node.Inputs.Any(input => reached.Contains(input) && input.Label.Layer == node.Label.Layer);
                if (sameLayer || PassesOn(node))
                {
                    reached.Add(node);
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
}
