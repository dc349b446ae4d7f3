using CompiledNets.Analyzers.Tests.Support;

namespace CompiledNets.Analyzers.Tests.Stability;

/// <summary>CN2006 to CN2010 and CN2018: layers that do not go together.</summary>
public sealed class LayersInARow
{
    private const string Deep = "private Tensor Net1(Tensor x) { for (int i = 0; i < 20; i++) x = ReLU(BLOCK); return x; } "
        + "[Forward] private Tensor Logits([Shape(4)] Tensor x) => Dense(Net1(x), 3);";

    [Theory]
    [InlineData("[Network, Input(4), Dense(8), {|CN2006:Sigmoid|}, Dense(8), Sigmoid, Dense(8), Sigmoid, Dense(3)]")]
    [InlineData("[Network, Input(4), Dense(8), {|CN2006:Tanh|}, Dropout(0.1f), Dense(8), Sigmoid, Dense(8), Tanh, Dense(3)]")]
    [InlineData("[Network, Input(4), Dense(8), {|CN2006:Tanh|}, Dense(8), Tanh, Dense(8), Tanh, Dense(8), Tanh, Dense(8), Tanh, Dense(3)]")]
    [InlineData("[Network, Input(1, 8, 8), Conv2D(4, 3), {|CN2006:Tanh|}, MaxPool2D(2), Conv2D(4, 3), Tanh, Flatten, Dense(8), Tanh, Dense(3)]")]
    [InlineData("[Network, Input(4), Dense(8), {|CN2007:Dense(8)|}, ReLU, Dense(3)]")]
    [InlineData("[Network, Input(4), Dense(8), Dropout(0.5f), {|CN2007:Dense(3)|}]")]
    [InlineData("[Network, Input(8), Dense(3), {|CN2007:Dense(3)|}]")]
    [InlineData("[Network, Input(1, 8, 8), Conv2D(4, 3), ReLU, {|CN2008:Dense(3)|}, Flatten]")]
    [InlineData("[Network, Input(1, 8, 8), Conv2D(4, 3, Bias = false), BatchNorm, ReLU, MaxPool2D(2), {|CN2008:Dense(3)|}]")]
    [InlineData("[Network, Input(1, 8, 8), {|CN2009:Conv2D(4, 3)|}, BatchNorm, ReLU, Flatten, Dense(3)]")]
    [InlineData("[Network, Input(4), {|CN2009:Dense(8, Bias = true)|}, BatchNorm, ReLU, Dense(3)]")]
    [InlineData("[Network, Input(4), Dense(8), ReLU, {|CN2010:Dropout(0.5f)|}, BatchNorm, Dense(3)]")]
    public void InAChain_IsReportedAtTheLayer(string attributes) => Check.ReportsAtMarks(attributes + "\npublic partial class Net;");

    [Theory]
    [InlineData("[Network, Input(4), Dense(8), Sigmoid, Dense(8), Sigmoid, Dense(3)]")]
    [InlineData("[Network, Input(4), Dense(8), Sigmoid, Dense(8), Sigmoid, LayerNorm, Dense(8), Sigmoid, Dense(3)]")]
    [InlineData("[Network, Input(4), Dense(8), Tanh, Dense(8), ReLU, Dense(8), Tanh, Dense(8), Tanh]")]
    [InlineData("[Network, Input(8), Dense(2), Dense(8)]")] // A bottleneck: a matrix of rank 2.
    [InlineData("[Network, Input(4), Dense(8), LayerNorm, Dense(3)]")]
    [InlineData("[Network, Input(4), Dense(12), Reshape(3, 4), Dense(3)]")] // Acts on other axes.
    [InlineData("[Network, Input(1, 8, 8), Conv2D(4, 3), ReLU, Flatten, Dense(3)]")]
    [InlineData("[Network, Input(1, 8, 8), Conv2D(4, 3), ReLU, GlobalAveragePool, Dense(3)]")]
    [InlineData("[Network, Input(6, 8), Dense(3)]")]
    [InlineData("[Network, Input(4), Dense(8, Bias = false), BatchNorm, ReLU, Dense(3)]")]
    [InlineData("[Network, Input(4), Dense(8), ReLU, BatchNorm, Dense(3)]")]
    [InlineData("[Network, Input(6, 4), Dense(8), BatchNorm, ReLU, Dense(3)]")] // A bias per column, channels are rows.
    [InlineData("[Network, Input(4), Dense(8), LayerNorm, ReLU, Dense(3)]")]
    [InlineData("[Network, Input(4), Dense(8), ReLU, BatchNorm, Dropout(0.5f), Dense(3)]")]
    [InlineData("[Network, Input(4), Dense(8), ReLU, Dropout(0.5f), LayerNorm, Dense(3)]")]
    public void ChainOfOthers_IsSilent(string attributes) => Check.IsClean(attributes + "\npublic partial class Net;");

    [Theory]
    [InlineData("[Dense(8), {|CN2006:Sigmoid|}] private partial Tensor First(Tensor x); [Dense(8), Sigmoid] private partial Tensor Second(Tensor x);"
        + "[Forward] private Tensor Encode([Shape(4)] Tensor x) => Sigmoid(Dense(Second(First(x)), 2));")]
    [InlineData("private Tensor Block(Tensor x) => {|CN2006:Tanh(Dense(x, 8))|}; [Forward] private Tensor Encode([Shape(4)] Tensor x) => Block(Block(Block(x)));")]
    [InlineData("[Dense(8)] private partial Tensor First(Tensor x); [{|CN2007:Dense(3)|}] private partial Tensor Second(Tensor x);"
        + "[Forward] private Tensor Logits([Shape(4)] Tensor x) => Second(First(x));")]
    [InlineData("[Forward] private Tensor Logits([Shape(1, 8, 8)] Tensor x) => Flatten({|CN2008:Dense(ReLU(Conv2D(x, 4, 3)), 8)|});")]
    [InlineData("[Forward] private Tensor Logits([Shape(1, 8, 8)] Tensor x) => BatchNorm({|CN2009:Conv2D(x, 4, 3)|});")]
    [InlineData("[Forward] private Tensor Logits([Shape(4)] Tensor x) => BatchNorm({|CN2010:Dropout(x, 0.2f)|});")]
    public void InWiring_IsReportedAtTheCall(string members) => Wired.Reports(members);

    [Theory]
    [InlineData("[Forward] private Tensor Encode([Shape(8)] Tensor x) { for (int i = 0; i < 5; i++) x += Sigmoid(Dense(x, 8)); return x; }")]
    [InlineData("[Forward] private Tensor Encode([Shape(1, 8, 8)] Tensor x) => Dense(Permute(Conv2D(x, 4, 3), 1, 2, 0), 3);")] // A 1x1 convolution.
    [InlineData("[Forward] private (Tensor, Tensor) Encode([Shape(4)] Tensor x) { var m = Dense(x, 8); return (m, Dense(m, 8)); }")]
    [InlineData("[Forward] private Tensor Logits([Shape(1, 8, 8)] Tensor x) { var y = Conv2D(x, 4, 3); return BatchNorm(y) + y; }")]
    public void NearMiss_IsSilent(string members) => Wired.IsClean(members);

    [Fact]
    public void TwentyLayersWithoutNormsOrShortcuts_AreReportedOnce() => Wired.Reports(Deep.Replace("BLOCK", "{|CN2018:Dense(x, 8)|}", StringComparison.Ordinal));

    [Theory]
    [InlineData("LayerNorm(Dense(x, 8))")]
    [InlineData("Dense(x, 4) + x")]
    [InlineData("SELU(Dense(x, 8))")]
    public void TwentyLayersThatTrain_AreSilent(string block) => Wired.IsClean(Deep.Replace("BLOCK", block, StringComparison.Ordinal));

    [Fact]
    public void NineteenLayers_AreSilent() =>
        Wired.IsClean(Deep.Replace("BLOCK", "Dense(x, 8)", StringComparison.Ordinal).Replace("i < 20", "i < 18", StringComparison.Ordinal));
}
