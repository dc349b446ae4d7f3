using CompiledNets.CodeFixes.Refactorings;
using CompiledNets.CodeFixes.Tests.Support;

namespace CompiledNets.CodeFixes.Tests;

/// <summary>A chain becomes wiring, and wiring a chain.</summary>
public sealed class ChainsAndWiring
{
    private const string ToWiring = "Convert the chain to wiring", ToChain = "Convert the wiring to a chain";

    private const string Chain = """
        namespace Digits;

        /// <summary>Reads digits.</summary>
        [Network, Input(1, 28, 28)]
        [Conv2D(4, 3), ReLU, MaxPool2D(2)]
        // then two dense layers
        [Flatten, Dropout(0.25f), Dense(16, Bias = false), ReLU, Dense(10)]
        [SoftmaxCrossEntropy(LabelSmoothing = 0.1)]
        public partial class Net;
        """;

    private const string Wiring = """
        namespace Digits;

        /// <summary>Reads digits.</summary>
        [Network]
        public partial class Net
        {
            [Conv2D(4, 3), ReLU, MaxPool2D(2)]
            // then two dense layers
            [Flatten, Dropout(0.25f), Dense(16, Bias = false), ReLU, Dense(10)]
            private partial Tensor Body(Tensor input);

            [Forward] private Tensor Predict([Shape(1, 28, 28)] Tensor input) => Body(input);

            [Objective] private Tensor Loss([Shape(1, 28, 28)] Tensor input, [Shape] Tokens label) =>
                SoftmaxCrossEntropy(Predict(input), label, labelSmoothing: 0.1);
        }
        """;

    [Fact]
    public async Task AChain_BecomesAPartThatEntryPointsCall() =>
        Assert.Equal(Wiring, await Refactoring.Apply<ChainToWiring>(Chain, "class Net", ToWiring));

    [Fact]
    public async Task WiringOfOneValue_BecomesAChain() => Assert.Equal(
        Chain.Replace("// then two dense layers\n", ""), await Refactoring.Apply<WiringToChain>(Wiring, "Network", ToChain));

    [Theory]
    [InlineData("[Network, Input(4)]\n[Dense(8), Tanh, Dense(2)]\n[MeanSquaredError]\npublic partial class Net;")]
    [InlineData("[Network, Input(16)]\n[Embedding(50, 8), LSTM(4), Flatten, Dense(2)]\npublic partial class Net;")]
    [InlineData("[Network, Input(3, 8, 8), Explains]\n[Conv2D(4, 3, Padding = 1, Stride = 2, Bias = false), BatchNorm, GlobalAveragePool]\npublic partial class Net;")]
    [InlineData("[Network, Input(12, 6)]\n[SelfAttention(2, Causal = true), LayerNorm, Dense(5)]\n[SoftmaxCrossEntropy]\npublic partial class Net;")]
    public async Task ThereAndBackAgain_IsTheSame(string chain) => Assert.Equal(
        chain, await Refactoring.Apply<WiringToChain>(await Refactoring.Apply<ChainToWiring>(chain, "Network", ToWiring), "Network", ToChain));

    [Fact]
    public async Task InlineCallsAndConstants_BecomeAttributes() => Assert.Equal(
        """
        [Network, Input(3, 8, 8)]
        [Conv2D(Net.Filters, 3, Padding = 1, Bias = false), BatchNorm, ReLU]
        [Flatten, Dense(2 * Net.Filters)]
        public partial class Net
        {
            public const int Filters = 4;
        }
        """,
        await Refactoring.Apply<WiringToChain>("""
        [Network]
        public partial class Net
        {
            public const int Filters = 4;
            [Flatten, Dense(2 * Filters)] private partial Tensor Head(Tensor x);
            [Forward] private Tensor Predict([Shape(3, 8, 8)] Tensor input) =>
                Head(ReLU(BatchNorm(Conv2D(input, Filters, 3, padding: 1, bias: false))));
        }
        """, "Network", ToChain));

    [Theory]
    [InlineData("x + Dense(x, 4)")]
    [InlineData("Dense(Exp(x), 4)")]
    [InlineData("Twice(Twice(x))")]
    [InlineData("Helped(x)")]
    public async Task WhatIsNoChain_IsNotOffered(string body) => Assert.Null(await Refactoring.Offer<WiringToChain>($$"""
        [Network]
        public partial class Net
        {
            [Dense(4)] private partial Tensor Twice(Tensor x);
            [Forward] private Tensor Predict([Shape(4)] Tensor input) => {{body.Replace("x", "input").Replace("Einputp", "Exp")}};
            private Tensor Helped(Tensor x) => Dense(x, 3);
        }
        """, "Network"));

    [Fact]
    public async Task OtherNames_StayAsTheyAre() =>
        Assert.Null(await Refactoring.Offer<WiringToChain>(Wiring.Replace("Predict", "Logits"), "Network"));

    [Fact]
    public async Task InsideOfMembers_NothingIsOffered()
    {
        Assert.Null(await Refactoring.Offer<WiringToChain>(Wiring, "Body(input);\n\n    [Obj"));
        Assert.Null(await Refactoring.Offer<ChainToWiring>(Wiring, "Network"));
    }
}
