using CompiledNets.CodeFixes.Fixes;
using CompiledNets.CodeFixes.Tests.Support;

namespace CompiledNets.CodeFixes.Tests;

/// <summary>Fixes of what the reader cannot read.</summary>
public sealed class ReadingFixes
{
    [Fact]
    public Task AClass_BecomesPartial() => Fixing.Mends<AddPartial>(
        "CN0001", "Write 'partial class Net'", "[Network, Input(4), Dense(2)]\npublic sealed ⟦→partial ⟧class Net;");

    [Fact]
    public Task TheClassAround_BecomesPartial() => Fixing.Mends<AddPartial>(
        "CN0001", "Write 'partial record struct Outer'", """
        public ⟦→partial ⟧record struct Outer // holds the network
        {
            [Network, Input(4), Dense(2)]
            public partial class Net;
        }
        """);

    [Theory]
    [InlineData("public")]
    [InlineData("protected internal")]
    public Task ADescription_BecomesPrivate(string access) => Fixing.Mends<MakePrivate>(
        "CN0012", "Write 'private'", $$"""
        [Network]
        public partial class Net
        {
            /// <summary>Scores.</summary>
            [Forward] ⟦{{access}}→private⟧ Tensor Logits([Shape(4)] Tensor x) => Dense(x, 2);
        }
        """);

    [Theory]
    [InlineData("Trains(⟦\"Headd\"→nameof(Head)⟧)", "nameof(Head)")]
    [InlineData("Trains(nameof(Body), ⟦\"head\"→nameof(Head)⟧)", "nameof(Head)")]
    [InlineData("Evaluates(⟦nameof(Tensor)→nameof(Head)⟧)", "nameof(Head)")]
    public Task AName_BecomesTheNearest(string attribute, string name) => Fixing.Mends<NearestName>(
        "CN1002", $"Write '{name}'", $$"""
        [Network]
        public partial class Net
        {
            [Dense(8), ReLU] private partial Tensor Body(Tensor x);
            [Dense(3)] private partial Tensor Head(Tensor x);

            [Objective, {{attribute}}]
            private Tensor Loss([Shape(4)] Tensor x, [Shape] Tokens label) => SoftmaxCrossEntropy(Head(Body(x)), label);
        }
        """);

    [Fact]
    public Task APenalty_IsThatOfAPartWithParameters() => Fixing.Mends<NearestName>(
        "CN1018", "Write 'nameof(Body)'", """
        [Network]
        public partial class Net
        {
            [Dense(8), Tanh] private partial Tensor Body(Tensor x);

            [Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(8)] Tensor y) =>
                MeanSquaredError(Body(x), y) + 0.01f * L2Penalty(⟦"Boddy"→nameof(Body)⟧);
        }
        """);

    [Theory]
    [InlineData("TiedTo = ⟦nameof(Norm)→nameof(Embed)⟧")]
    public Task ATie_IsToAPartWithAWeight(string tie) => Fixing.Mends<NearestName>(
        "CN1023", "Write 'nameof(Embed)'", $$"""
        [Network]
        public partial class Net
        {
            [Embedding(96, 32)] private partial Tensor Embed(Tokens text);
            [LayerNorm] private partial Tensor Norm(Tensor x);
            [Dense(96, {{tie}})] private partial Tensor Head(Tensor x);

            [Forward] private Tensor Logits([Shape(16)] Tokens text) => Head(Norm(Embed(text)));
        }
        """);
}
