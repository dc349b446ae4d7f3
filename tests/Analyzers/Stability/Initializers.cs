using CompiledNets.Analyzers.Tests.Support;

namespace CompiledNets.Analyzers.Tests.Stability;

/// <summary>CN2013 and CN2014: starts that layers cannot leave, or explode from.</summary>
public sealed class Initializers
{
    [Theory]
    [InlineData("[Network, Input(4), Dense(8, Initializer = {|CN2013:Initializer.Zeros|}), ReLU, Dense(3)]")]
    [InlineData("[Network, Input(4), Dense(8, Initializer = {|CN2013:Initializer.Ones|}, Bias = false), BatchNorm, Tanh, Dropout(0.5f), Dense(3)]")]
    [InlineData("[Network, Input(32), Dense(32, Initializer = Initializer.Gpt2Normal), ReLU, Dense(32, Initializer = Initializer.Gpt2Normal), ReLU, "
        + "Dense(32, Initializer = {|CN2013:Initializer.Gpt2Normal|}), ReLU, Dense(3)]")]
    [InlineData("[Network, Input(784), Dense(128, Initializer = Initializer.StandardNormal), ReLU, Dense(64, Initializer = {|CN2013:Initializer.StandardNormal|}), ReLU, Dense(3)]")]
    public void InAChain_IsReportedAtTheArgument(string attributes) => Check.ReportsAtMarks(attributes + "\npublic partial class Net;");

    [Theory]
    [InlineData("[Network, Input(4), Dense(8), ReLU, Dense(3, Initializer = Initializer.Zeros), SoftmaxCrossEntropy]")] // The last layer may.
    [InlineData("[Network, Input(4), Dense(8, Initializer = Initializer.XavierUniform), ReLU, Dense(8, Initializer = Initializer.XavierUniform), ReLU, Dense(3)]")]
    [InlineData("[Network, Input(4), Dense(8, Initializer = Initializer.HeNormal), Tanh, Dense(3)]")]
    [InlineData("[Network, Input(32), Dense(32, Initializer = Initializer.Gpt2Normal), ReLU, LayerNorm, Dense(32, Initializer = Initializer.Gpt2Normal), ReLU, "
        + "LayerNorm, Dense(32, Initializer = Initializer.Gpt2Normal), ReLU, Dense(3)]")]
    [InlineData("[Network, Input(4), Dense(8, Initializer = Initializer.Default), ReLU, Dense(3)]")]
    public void StartsThatTrain_AreSilent(string attributes) => Check.IsClean(attributes + "\npublic partial class Net;");

    [Theory]
    [InlineData("[Dense(8, Initializer = {|CN2013:Initializer.Zeros|}), ReLU] private partial Tensor Hidden(Tensor x);"
        + "[Forward] private Tensor Logits([Shape(4)] Tensor x) => Dense(Hidden(x), 3);")]
    [InlineData("[Forward] private Tensor Logits([Shape(4)] Tensor x) => Dense(ReLU(Dense(x, 8, initializer: {|CN2013:Initializer.Zeros|})), 3);")]
    [InlineData("[Forward] private Tensor Read([Shape(20, 4)] Tensor x) =>"
        + " RNN(x, 32, activation: {|CN2014:Activation.ReLU|}, initializer: Initializer.StandardNormal)[^1];")]
    [InlineData("[RNN(8, Initializer = Initializer.Ones, Activation = {|CN2014:Activation.ReLU|})] private partial Tensor Read(Tensor x);"
        + "[Forward] private Tensor Last([Shape(9, 4)] Tensor x) => Read(x)[^1];")]
    public void InWiring_IsReportedAtTheArgument(string members) => Wired.Reports(members);

    [Theory]
    [InlineData("[Forward] private Tensor Logits([Shape(8)] Tensor x) => x + Dense(ReLU(Dense(x, 8)), 8, initializer: Initializer.Zeros);")]
    [InlineData("[Forward] private Tensor Read([Shape(20, 4)] Tensor x) => RNN(RNN(x, 32, activation: Activation.ReLU), 32, layers: 2, activation: Activation.ReLU)[^1];")]
    [InlineData("[Forward] private Tensor Read([Shape(20, 4)] Tensor x) => RNN(x, 32, activation: Activation.ReLU, initializer: Initializer.HeNormal)[^1];")]
    [InlineData("[Forward] private Tensor Read([Shape(20, 4)] Tensor x) => RNN(x, 32, initializer: Initializer.StandardNormal)[^1];")]
    public void NearMiss_IsSilent(string members) => Wired.IsClean(members);
}
