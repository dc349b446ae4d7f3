using CompiledNets.CodeFixes.Fixes;
using CompiledNets.CodeFixes.Tests.Support;

namespace CompiledNets.CodeFixes.Tests;

/// <summary>The two ways of a residual block are made to end with one shape.</summary>
public sealed class ShortcutFixes
{
    [Theory]
    [InlineData("⟦→Conv2D(⟧x⟦→, filters, 1, stride: stride)⟧", "2", "64", "Write 'Conv2D(x, filters, 1, stride: stride)'")]
    [InlineData("⟦→Conv2D(⟧x⟦→, filters, 1, stride: stride)⟧", "2", "128", "Write 'Conv2D(x, filters, 1, stride: stride)'")]
    [InlineData("⟦→Conv2D(⟧x⟦→, filters, 1, stride: stride)⟧", "1", "128", "Write 'Conv2D(x, filters, 1, stride: stride)'")]
    [InlineData("BatchNorm(Conv2D(x, filters, 1, bias: false⟦→, stride: stride⟧))", "2", "64", "Write 'stride: stride' in Conv2D")]
    [InlineData("Conv2D(x, ⟦32→filters⟧, 1, stride)", "2", "64", "Write 'filters: filters' in Conv2D")]
    [InlineData("Conv2D(x, filters, 1, stride: ⟦4→stride⟧)", "2", "64", "Write 'stride: stride' in Conv2D")]
    [InlineData("Conv2D(x, filters, 3, stride⟦→, padding: 1⟧)", "1", "64", "Write 'padding: 1' in Conv2D")]
    public Task OfAHelper_IsMadeToFitForAllItsCalls(string shortcut, string stride, string filters, string title) => Fixing.Mends<MatchShortcut>(
        "CN1003", title, $$"""
        [Network]
        public partial class Net
        {
            [Forward] private Tensor Logits([Shape(3, 112, 112)] Tensor image)
            {
                var x = ReLU(Conv2D(image, 64, 3, stride: 2, padding: 1));
                return Dense(GlobalAveragePool(Residual(x, {{filters}}, {{stride}})), 10);
            }

            private Tensor Residual(Tensor x, int filters, int stride)
            {
                var y = ReLU(BatchNorm(Conv2D(x, filters, 3, stride, padding: 1, bias: false)));
                y = BatchNorm(Conv2D(y, y_filters, 3, padding: 1, bias: false));
                return ReLU(y + {{shortcut}});
            }
        }
        """.Replace("y_filters", "filters"));

    [Theory]
    [InlineData("x + Conv2D(x, 8, 3⟦→, padding: 1⟧)", "Write 'padding: 1' in Conv2D")]
    [InlineData("⟦→Conv2D(⟧x⟦→, 16, 1)⟧ + Conv2D(x, 16, 3, padding: 1)", "Write 'Conv2D(x, 16, 1)'")]
    [InlineData("⟦→Conv2D(⟧x⟦→, 8, 1, stride: 3)⟧ + MaxPool2D(x, 3)", "Write 'Conv2D(x, 8, 1, stride: 3)'")]
    [InlineData("Strided(x) + Conv2D(x, 8, 1⟦→, stride: 2⟧)", "Write 'stride: 2' in Conv2D")]
    [InlineData("Dense(x, 5) + Dense(x, ⟦6→5⟧)", "Write 'units: 5' in Dense")]
    public Task OfTwoExpressions_OneIsMadeToFit(string sum, string title) => Fixing.Mends<MatchShortcut>(
        "CN1003", title, $$"""
        [Network]
        public partial class Net
        {
            [Conv2D(8, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm] private partial Tensor Strided(Tensor x);
            [Forward] private Tensor Used([Shape(8, 12, 12)] Tensor x) => Strided(x);
            [Forward] private Tensor Features([Shape(8, 12, 12)] Tensor x) => {{sum}};
        }
        """);

    [Theory]
    [InlineData("x / Sum(x, axis: 1⟦→, keepDims: true⟧)", "Write 'keepDims: true' in Sum")]
    [InlineData("x * ⟦→Reshape(⟧w⟦→, 4, 1)⟧", "Write 'Reshape(w, 4, 1)'")]
    [InlineData("⟦→Reshape(⟧w⟦→, 4, 1)⟧ * x", "Write 'Reshape(w, 4, 1)'")]
    [InlineData("x + ReLU(Dense(x, ⟦5→6⟧))", "Write 'units: 6' in Dense")]
    [InlineData("Dense(x, ⟦5→6⟧) - x", "Write 'units: 6' in Dense")]
    [InlineData("Embedding(Arange(4), 9, 3) * Embedding(Arange(4), 9, ⟦5→3⟧)", "Write 'width: 3' in Embedding")]
    public Task TwoValues_GetTheSizesThatTheyLack(string result, string title) => Fixing.Mends<MatchShortcut>(
        "CN1003", title, $$"""
        [Network]
        public partial class Net
        {
            [Forward] private Tensor Out([Shape(4, 6)] Tensor x, [Shape(4)] Tensor w) => {{result}}{{(result.Contains('w', StringComparison.Ordinal) ? "" : " * Sum(w)")}};
        }
        """);

    [Fact]
    public Task ALayerOfAChain_IsMadeToFit() => Fixing.Mends<MatchShortcut>(
        "CN1003", "Write 'Padding = 1' in Conv2D", """
        [Network]
        public partial class Net
        {
            [Conv2D(8, 3⟦→, Padding = 1⟧), ReLU] private partial Tensor Body(Tensor x);
            [Forward] private Tensor Features([Shape(8, 12, 12)] Tensor x) => x + Body(x);
        }
        """);

    [Fact]
    public Task WhatIsAddedTo_IsProjectedInPlace() => Fixing.Mends<MatchShortcut>(
        "CN1003", "Write 'Conv2D(x, 16, 1)'", """
        [Network]
        public partial class Net
        {
            [Forward] private Tensor Features([Shape(8, 12, 12)] Tensor x)
            {
                x ⟦+=→= Conv2D(x, 16, 1) +⟧ Conv2D(x, 16, 3, padding: 1);
                return x;
            }
        }
        """);
}
