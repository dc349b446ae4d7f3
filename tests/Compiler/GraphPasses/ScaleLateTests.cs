using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;
using CompiledNets.Compiler.Passes;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.GraphPasses;

/// <summary>Cross-entropies whose losses count the same for all rows.</summary>
public sealed class ScaleLateTests
{
    [Theory]
    [InlineData("SoftmaxCrossEntropy(Dense(x, 5), label)", 0)]
    [InlineData("0.5f * SoftmaxCrossEntropy(Dense(x, 5), Softmax(y))", 0)]
    [InlineData("SoftmaxCrossEntropy(Dense(x, 5), label) * Sum(y)", 1)]
    public void TheirGradient_NeedsTheLossesInMemory_OnlyWhereTheyDiffer(string loss, int inMemory)
    {
        Graph graph = BuildNetwork.Run(Reader.ReadMembers(
            $"[Objective] private Tensor Loss([Shape(3)] Tensor x, [Shape(5)] Tensor y, [Shape] Tokens label) => {loss};")).Entries[0].Training!;
        Node[] gradients = [.. ScaleLate.Run(graph).Live().Where(node => node.Op is SoftmaxCrossEntropyGradientOp or SoftmaxDistributionGradientOp)];
        Assert.Equal(2 + inMemory, Assert.Single(gradients).Inputs.Length);
    }
}
