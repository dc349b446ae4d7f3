namespace CompiledNets.Analyzers.Tests.Stability;

/// <summary>CN2012: divisions, logarithms and roots of what can be 0.</summary>
public sealed class Guards
{
    [Theory]
    [InlineData("{|CN2012:h / Sum(h)|}")]
    [InlineData("{|CN2012:1 / Sum(Square(h))|}")]
    [InlineData("{|CN2012:x / Sum(Square(x))|}")]
    [InlineData("{|CN2012:Sum(x) / Sum(Greater(x, 0f))|}")]
    [InlineData("{|CN2012:Log(Sigmoid(h))|}")]
    [InlineData("{|CN2012:Log(1 - Square(Tanh(h)))|}")]
    [InlineData("{|CN2012:Log(h * h)|}")]
    [InlineData("{|CN2012:Sqrt(Sum(Square(h)))|}")]
    [InlineData("{|CN2012:Sqrt(ReLU(h))|}")]
    [InlineData("{|CN2012:Pow(Abs(h), -1)|}")]
    [InlineData("{|CN2012:Pow(ReLU(h), 0.5)|}")]
    [InlineData("{|CN2012:h / Softplus(h)|}")]
    [InlineData("{|CN2012:h / (Sigmoid(h) - 0.5f)|}")]
    public void WhatCanBeZero_IsReported(string expression) => Wired.Reports(Members(expression));

    [Theory]
    [InlineData("h / 3f")]
    [InlineData("h / -3f")]
    [InlineData("h / (Sum(ReLU(h)) + 1e-6f)")]
    [InlineData("h / (1 + Square(h))")]
    [InlineData("h / Maximum(Sum(h), 1e-6f)")]
    [InlineData("h / (2 - Tanh(h))")]
    [InlineData("Exp(h) / Sum(Exp(h))")]
    [InlineData("x / Sum(x)")] // Users know their data.
    [InlineData("Log(x)")]
    [InlineData("Sqrt(Sum(Square(x)))")] // No gradient comes here.
    [InlineData("Log(Clamp(h, 1e-6f, 1))")]
    [InlineData("Log(Sigmoid(h) + 1e-6f)")]
    [InlineData("Log(1 + Exp(h))")]
    [InlineData("Sqrt(Mean(Square(h)) + 1e-6f)")]
    [InlineData("Pow(h, 2)")]
    [InlineData("h / Sqrt(Sum(Square(h)) + 1e-6f)")]
    [InlineData("h / (OneHot(Arange(8), 8)[0] + 1)")]
    public void WhatCannot_IsSilent(string expression) => Wired.IsClean(Members(expression));

    [Fact]
    public void InAHelper_IsReportedOnce() => Wired.Reports(
        "private Tensor Unit(Tensor x) => x / {|CN2012:Sqrt(Sum(Square(x)))|} + {|CN2012:Log(Abs(x))|};"
        + "[Forward] private Tensor Encode([Shape(4)] Tensor x) => Unit(Dense(x, 8)) + Unit(Dense(x, 8));");

    private static string Members(string expression) =>
        $"[Forward] private Tensor Encode([Shape(8)] Tensor x) {{ var h = Dense(x, 8); return {expression} + Sum(x) * h; }}";
}
