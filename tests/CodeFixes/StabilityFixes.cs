using CompiledNets.CodeFixes.Fixes;
using CompiledNets.CodeFixes.Tests.Support;

namespace CompiledNets.CodeFixes.Tests;

/// <summary>Fixes of what compiles and trains badly.</summary>
public sealed class StabilityFixes
{
    [Theory]
    [InlineData("CN2001", "Dense(8), ReLU, Dense(3)⟦, Softmax→⟧", "SoftmaxCrossEntropy", "Softmax")]
    [InlineData("CN2001", "Dense(3), ⟦Softmax, →⟧Flatten", "SoftmaxCrossEntropy", "Softmax")]
    [InlineData("CN2002", "Dense(8), ReLU, Dense(1)⟦, Sigmoid→⟧", "BinaryCrossEntropyWithLogits", "Sigmoid")]
    public Task ALayerOfAChain_IsRemoved(string id, string layers, string loss, string op) => Fixing.Mends<RemoveLayer>(
        id, $"Remove {op}", $"[Network, Input(4)]\n[{layers}]\n[{loss}]\npublic partial class Net;");

    [Fact]
    public Task ALayerOnALineOfItsOwn_IsRemovedWithTheLine() => Fixing.Mends<RemoveLayer>(
        "CN2001", "Remove Softmax", "[Network, Input(4)]\n[Dense(8), ReLU]\n[Dense(3)]\n⟦[Softmax]\n→⟧[SoftmaxCrossEntropy]\npublic partial class Net;");

    [Theory]
    [InlineData("SoftmaxCrossEntropy(⟦Softmax(→⟧Logits(x)⟦)→⟧, label)")]
    [InlineData("SoftmaxCrossEntropy(⟦Ops.Softmax(→⟧Logits(x) + Logits(2 * x)⟦)→⟧, label)")]
    public Task AnInlineLayer_IsRemoved(string loss) => Fixing.Mends<RemoveLayer>("CN2001", "Remove Softmax", $$"""
        [Network]
        public partial class Net
        {
            [Dense(8), ReLU, Dense(4)] private partial Tensor Logits(Tensor x);
            [Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape] Tokens label) => {{loss}};
        }
        """);

    [Fact]
    public Task AStatementThatSaysNothingMore_IsRemoved() => Fixing.Mends<RemoveLayer>(
        "CN2001", "Remove Softmax", """
        [Network]
        public partial class Net
        {
            [Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape] Tokens label)
            {
                x = Dense(x, 3);
                ⟦x = Softmax(x);
                →⟧return SoftmaxCrossEntropy(x, label);
            }
        }
        """);

    [Fact]
    public Task LogitsOfAChain_GoToTheLossOnLogits() => Fixing.Mends<UseLossOnLogits>(
        "CN2003", "Write 'BinaryCrossEntropyWithLogits'",
        "[Network, Input(4)]\n[Dense(8), ReLU, Dense(1)]\n[CompiledNets.⟦BinaryCrossEntropy→BinaryCrossEntropyWithLogits⟧]\npublic partial class Net;");

    [Fact]
    public Task Logits_GoToTheLossOnLogits() => Fixing.Mends<UseLossOnLogits>(
        "CN2003", "Write 'BinaryCrossEntropyWithLogits'", """
        [Network]
        public partial class Net
        {
            [Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(1)] Tensor spam) => ⟦BinaryCrossEntropy→BinaryCrossEntropyWithLogits⟧(Dense(x, 1), spam);
        }
        """);

    [Fact]
    public Task TheLogOfASoftmax_IsOneOp() => Fixing.Mends<UseLogSoftmax>(
        "CN2004", "Write 'LogSoftmax(Dense(x, 3))'", """
        [Network]
        public partial class Net
        {
            [Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape] Tokens label) =>
                NegativeLogLikelihood(⟦Log(Softmax→LogSoftmax⟧(Dense(x, 3)⟦)→⟧), label);
        }
        """);
}
