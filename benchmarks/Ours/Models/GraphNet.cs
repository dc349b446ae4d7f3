using static CompiledNets.Ops;

namespace CompiledNets.Benchmarks.Models;

/// <summary><c>GraphNet</c> of the peers' workloads.py (Kipf and Welling 2017): the whole graph, of Cora's size, is one sample.</summary>
[Network]
public partial class GraphNet
{
    public const int Nodes = 2708, Features = 1433, Hidden = 16, Labels = 7;

    [Dense(Hidden)]
    private partial Tensor Conv1(Tensor x);

    [Dense(Labels)]
    private partial Tensor Conv2(Tensor x);

    [Objective]
    private Tensor Loss(
        [Shape(Nodes, Features)] Tensor features, [Shape(Nodes, Nodes)] Tensor adjacency, [Shape(Nodes)] Tokens labels)
    {
        var hidden = ReLU(MatMul(adjacency, Conv1(features)));
        return SoftmaxCrossEntropy(MatMul(adjacency, Conv2(hidden)), labels);
    }
}
