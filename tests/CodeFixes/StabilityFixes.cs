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

    [Theory]
    [InlineData("CN2005", "Dense(8), ReLU, Dense(1)⟦, ReLU→⟧", "MeanSquaredError", "ReLU")]
    [InlineData("CN2010", "Dense(8), ReLU⟦, Dropout(0.5)→⟧, BatchNorm, Dense(3)", "SoftmaxCrossEntropy", "Dropout")]
    public Task ALayerThatDoesHarm_IsRemoved(string id, string layers, string loss, string op) => Fixing.Mends<RemoveLayer>(
        id, $"Remove {op}", $"[Network, Input(4)]\n[{layers}]\n[{loss}]\npublic partial class Net;");

    [Theory]
    [InlineData("Dense(⟦→ReLU(⟧Dense(x, 8)⟦→)⟧, 3)", "Insert ReLU before Dense")]
    [InlineData("Dense(⟦→GELU(⟧Dropout(Dense(x, 8), 0.2f)⟦→)⟧, 3)", "Insert GELU before Dense")]
    [InlineData("Dense(⟦Dense(→⟧x⟦, 8)→⟧, 3)", "Remove the Dense before it")]
    [InlineData("Head(Dense(x, 8))", "Insert Tanh before Dense")]
    public Task BetweenDenseLayers_AnActivationIsInserted(string logits, string title) => Fixing.Mends<InsertActivation>(
        "CN2007", title, $$"""
        [Network]
        public partial class Net
        {
            [{{(logits.StartsWith("Head", StringComparison.Ordinal) ? "⟦→Tanh, ⟧" : "ReLU, ")}}Dense(3)] private partial Tensor Head(Tensor x);
            [Forward] private Tensor Used([Shape(8)] Tensor x) => Head(x);
            [Forward] private Tensor Logits([Shape(4)] Tensor x) => {{logits}};
        }
        """);

    [Theory]
    [InlineData("Flatten")]
    [InlineData("GlobalAveragePool")]
    public Task AnImage_IsFlattenedOrAveraged(string op) => Fixing.Mends<FlattenBeforeDense>(
        "CN2008", $"Insert {op} before Dense",
        $"[Network, Input(1, 8, 8)]\n[Conv2D(4, 3), ReLU, ⟦→{op}, ⟧Dense(3)]\npublic partial class Net;");

    [Theory]
    [InlineData("Conv2D(8, 3⟦→, Bias = false⟧)")]
    [InlineData("Conv2D(8, 3, Bias = ⟦true→false⟧, Padding = 1)")]
    public Task ABiasOfAChain_IsLeftOut(string layer) => Fixing.Mends<RemoveBias>(
        "CN2009", "Write 'Bias = false' in Conv2D", $"[Network, Input(3, 8, 8)]\n[{layer}, BatchNorm, ReLU]\npublic partial class Net;");

    [Fact]
    public Task ABiasInWiring_IsLeftOut() => Fixing.Mends<RemoveBias>("CN2009", "Write 'bias: false' in Dense", """
        [Network]
        public partial class Net
        {
            [Forward] private Tensor Features([Shape(4)] Tensor x) => ReLU(BatchNorm(Dense(x, 8⟦→, bias: false⟧)));
        }
        """);

    [Fact]
    public Task SigmoidsBetweenLayers_BecomeReLUs() => Fixing.Mends<UseReLU>(
        "CN2006", "Write 'ReLU' instead of Sigmoid, Sigmoid, Sigmoid",
        "[Network, Input(2)]\n[Dense(9), ⟦Sigmoid→ReLU⟧, Dense(9), ⟦Sigmoid→ReLU⟧, Dense(9), ⟦Sigmoid→ReLU⟧, Dense(1), Sigmoid]\n[BinaryCrossEntropy]\npublic partial class Net;");

    [Fact]
    public Task ASquaredErrorOfASoftmax_BecomesACrossEntropy() => Fixing.Mends<UseCrossEntropy>(
        "CN2011", "Write 'SoftmaxCrossEntropy' of the logits",
        "[Network, Input(4)]\n[Dense(16), ReLU, Dense(3)⟦, Softmax→⟧]\n[⟦MeanSquaredError→SoftmaxCrossEntropy⟧]\npublic partial class Net;");

    [Fact]
    public Task ASquaredErrorOfClasses_BecomesACrossEntropy() => Fixing.Mends<UseCrossEntropy>(
        "CN2011", "Write 'SoftmaxCrossEntropy' of the logits", """
        [Network]
        public partial class Net
        {
            [Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape] Tokens label) =>
                ⟦MeanSquaredError→SoftmaxCrossEntropy⟧(Dense(x, 3), OneHot(label, 3));
        }
        """);

    [Theory]
    [InlineData("x / ⟦→(⟧Mean(x)⟦→ + 1e-6f)⟧", "Add '+ 1e-6f'")]
    [InlineData("x / ⟦→Maximum(⟧Mean(x)⟦→, 1e-6f)⟧", "Write 'Maximum(Mean(x), 1e-6f)'")]
    [InlineData("Log(x⟦→ + 1e-6f⟧)", "Add '+ 1e-6f'")]
    [InlineData("Sqrt(⟦→Maximum(⟧x * x⟦→, 1e-6f)⟧)", "Write 'Maximum(x * x, 1e-6f)'")]
    public Task WhatCanBeZero_IsGuarded(string value, string title) => Fixing.Mends<AddGuard>(
        "CN2012", title, $$"""
        [Network]
        public partial class Net
        {
            [Dense(8), ReLU] private partial Tensor Features(Tensor x);
            [Dense(3)] private partial Tensor Head(Tensor x);

            [Objective] private Tensor Loss([Shape(2)] Tensor input, [Shape] Tokens label)
            {
                var x = Features(input);
                return SoftmaxCrossEntropy(Head({{value}}), label);
            }
        }
        """);

    [Fact]
    public Task AnUnfitInitializer_IsLeftOut() => Fixing.Mends<UseDefault>(
        "CN2013", "Remove 'Initializer = Initializer.Ones'",
        "[Network, Input(4)]\n[Dense(16⟦, Initializer = Initializer.Ones→⟧, Bias = false), ReLU, Dense(3)]\npublic partial class Net;");

    [Theory]
    [InlineData("RNN(32⟦, Activation = Activation.ReLU→⟧, Initializer = Initializer.StandardNormal)", "Remove 'Activation = Activation.ReLU'")]
    [InlineData("RNN(32, Activation = Activation.ReLU⟦, Initializer = Initializer.StandardNormal→⟧)", "Remove 'Initializer = Initializer.StandardNormal'")]
    public Task AStateThatExplodes_IsBounded(string layer, string title) => Fixing.Mends<UseDefault>(
        "CN2014", title, $"[Network, Input(20, 2)]\n[{layer}, Flatten, Dense(1)]\npublic partial class Net;");

    [Fact]
    public Task APartThatNothingCalls_IsRemoved() => Fixing.Mends<RemovePart>("CN2015", "Remove the part 'Regularize'", """
        [Network]
        public partial class Net
        {
            [Dense(32), ReLU] private partial Tensor Hidden(Tensor x);
            // What follows is new.
        ⟦
            /// <summary>Drops half.</summary>
            [Dropout(0.5f)] private partial Tensor Regularize(Tensor x);
        →⟧    [Dense(3)] private partial Tensor Head(Tensor x);

            [Forward] private Tensor Logits([Shape(4)] Tensor x) => Head(Hidden(x));
        }
        """);

    [Fact]
    public Task AnInputThatNothingReads_IsRemoved() => Fixing.Mends<RemoveInput>("CN2017", "Remove the input 'weight'", """
        [Network]
        public partial class Net
        {
            [Objective] private Tensor Loss([Shape(8)] Tensor house, [Shape(1)] Tensor price⟦, [Shape(1)] Tensor weight→⟧) =>
                MeanSquaredError(Dense(house, 1), price);
        }
        """);
}
