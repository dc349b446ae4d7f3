using CompiledNets.CodeFixes.Fixes;
using CompiledNets.CodeFixes.Tests.Support;

namespace CompiledNets.CodeFixes.Tests;

/// <summary>Fixes of arguments that are out of range.</summary>
public sealed class ArgumentFixes
{
    [Theory]
    [InlineData("SelfAttention(x, ⟦4→3⟧)", "Write '3' instead of '4'")]
    [InlineData("SelfAttention(x, heads: ⟦4→5⟧)", "Write '5' instead of '4'")]
    [InlineData("Sum(x, axis: ⟦2→-1⟧)", "Write '-1' instead of '2'", "CN1012")]
    [InlineData("Softmax(Reshape(x, ⟦7, 31→7, -1⟧))", "Write '7, -1'", "CN1014")]
    [InlineData("GroupNorm(x, ⟦4→2⟧)", "Write '2' instead of '4'")]
    [InlineData("Conv2D(Reshape(x, 2, 15, 7), ⟦3→4⟧, 3, groups: 2)", "Write '4' instead of '3'")]
    [InlineData("Embedding(Arange(9), ⟦8→9⟧, 3)", "Write '9' instead of '8'")]
    [InlineData("MaxPool2D(Reshape(x, 2, 15, 7), 3, padding: ⟦2→1⟧)", "Write '1' instead of '2'")]
    public Task AnArgument_BecomesTheNearestThatIsAllowed(string result, string title, string id = "CN1005") =>
        Fixing.Mends<UseAllowedValue>(id, title, $$"""
        [Network]
        public partial class Net
        {
            [Forward] private Tensor Features([Shape(14, 15)] Tensor x) => {{result}};
        }
        """);

    [Theory]
    [InlineData("⟦33→32⟧", "Write '32' instead of '33'")]
    [InlineData("⟦33→64⟧", "Write '64' instead of '33'")]
    public Task UnitsThatLeaveLanesEmpty_FillThem(string units, string title) => Fixing.Mends<UseAllowedValue>(
        "CN3001", title, $"[Network, Input(784)]\n[Dense({units}), ReLU, Dense(10)]\n[SoftmaxCrossEntropy]\npublic partial class Net;");

    [Theory]
    [InlineData("Dense(x, ⟦30→32⟧)", "Give Dense 32 units, which the heads divide")]
    [InlineData("LayerNorm(ReLU(Dense(x, units: ⟦1→4⟧)))", "Give Dense 4 units, which the heads divide")]
    [InlineData("Embedding(Arange(9), 50, ⟦30→32⟧)", "Give Embedding 32 features, which the heads divide")]
    [InlineData("Body(x)", "Give Dense 12 units, which the heads divide")]
    public Task TheWidth_IsMadeDivisibleByTheHeads(string width, string title) => Fixing.Mends<DivideByHeads>(
        "CN1005", title, $$"""
        [Network]
        public partial class Net
        {
            {{(width == "Body(x)" ? "[Dense(⟦9→12⟧), GELU]" : "[Dense(8)]")}} private partial Tensor Body(Tensor x);
            [Forward] private Tensor First([Shape(5, 6)] Tensor x) => Body(x);
            [Forward] private Tensor Features([Shape(5, 6)] Tensor x) => SelfAttention({{width}}, 4);
        }
        """);

    [Fact]
    public async Task WhatAHelperWasGiven_IsLeftToItsCallers() => Assert.Empty(await Fixing.Offers<UseAllowedValue>(
        Editor.Open("""
            [Network]
            public partial class Net
            {
                [Forward] private Tensor Features([Shape(5, 14)] Tensor x) => Attend(x, 4);
                private Tensor Attend(Tensor x, int heads) => SelfAttention(x, heads);
            }
            """).Net(), "CN1005"));
}
