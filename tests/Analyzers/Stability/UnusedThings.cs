namespace CompiledNets.Analyzers.Tests.Stability;

/// <summary>CN2015 to CN2017: parts, objectives and inputs that do nothing.</summary>
public sealed class UnusedThings
{
    private const string Logits = "[Dense(8), ReLU] private partial Tensor Body(Tensor x); [Dense(3)] private partial Tensor Head(Tensor x);"
        + "[Forward] private Tensor Logits([Shape(4)] Tensor x) => Head(Body(x)); ";

    [Theory]
    [InlineData("[Dense(8), ReLU] private partial Tensor {|CN2015:Other|}(Tensor x);")]
    [InlineData("[Dropout(0.5f)] private partial Tensor {|CN2015:Drop|}(Tensor x); private Tensor NeverCalled(Tensor x) => Drop(x);")]
    [InlineData("[Objective] private Tensor {|CN2016:Size|}([Shape(4)] Tensor x) => Mean(x);")]
    [InlineData("[Objective] private Tensor {|CN2016:Loss|}([Shape(4)] Tensor x) => Mean(StopGradient(Logits(x)));")]
    [InlineData("[Objective] private Tensor {|CN2016:Loss|}([Shape(4)] Tensor x) => Mean(Greater(Logits(x), 0f));")]
    [InlineData("[Objective, Trains(nameof(Head))] private Tensor {|CN2016:Loss|}([Shape(4)] Tensor x) => Mean(Body(x));")]
    [InlineData("[Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(3)] Tensor {|CN2017:wanted|}) => Mean(Logits(x));")]
    [InlineData("[Objective] private Tensor Loss([Shape(4)] Tensor x, float {|CN2017:beta|}) { var unused = beta * x; return Mean(Logits(x)); }")]
    public void WhatDoesNothing_IsReported(string members) => Wired.Reports(Logits + members);

    [Theory]
    [InlineData("[Embedding(9, 4)] private partial Tensor Embed(Tokens x); [Forward] private Tensor Word([Shape] Tokens x) => Embed(x);"
        + "[Dense(9, TiedTo = nameof(Embed))] private partial Tensor Back(Tensor x); [Forward] private Tensor Again([Shape(4)] Tensor x) => Back(x);")]
    [InlineData("[Objective] private Tensor Loss([Shape(4)] Tensor x, float beta) => beta * Mean(Logits(x));")]
    [InlineData("[Objective, Trains(nameof(Head))] private Tensor Loss([Shape(4)] Tensor x) => Mean(Logits(x));")]
    [InlineData("[Forward] private Tensor First([Shape(4)] Tensor x, [Shape(4)] Tensor y) => Head(Body(x));")]
    [InlineData("[Objective] private Tensor Loss([Shape(4)] Tensor x) => Mean(Logits(x)) + L2Penalty(nameof(Head));")]
    public void WhatIsUsed_IsSilent(string members) => Wired.IsClean(Logits + members);

    [Fact]
    public void BrokenNetwork_GetsNoAdvice() => Wired.Reports(
        "[Dense(8)] private partial Tensor Unused(Tensor x); [Forward] private Tensor F([Shape(4)] Tensor x) => Dense(x, {|CN1005:0|});");
}
