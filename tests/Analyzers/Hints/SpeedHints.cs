using CompiledNets.Analyzers.Tests.Support;

namespace CompiledNets.Analyzers.Tests.Hints;

/// <summary>CN3001 to CN3005: networks that cost more than they need.</summary>
public sealed class SpeedHints
{
    [Theory]
    [InlineData("[Network, Input(256), Dense({|CN3001:65|}), ReLU, Dense(10)]")]
    [InlineData("[Network, Input(1024), Dense({|CN3001:20|}), ReLU, Dense(10)]")]
    [InlineData("[Network, Input(256), Dense(units: {|CN3001:100|}), LayerNorm, ReLU, Dense(10)]")]
    [InlineData("[Network, Input(64, 28, 28), Conv2D({|CN3001:65|}, 1), ReLU, Conv2D(4, 3)]")]
    [InlineData("[Network, Input(64, 28, 28), Conv2D({|CN3001:65|}, 3, Stride = 2), ReLU, Conv2D(4, 3)]")]
    public void FeaturesJustPastAFullPanel_AreReported(string attributes) => Check.ReportsAtMarks(attributes + "\npublic partial class Net;");

    [Theory]
    [InlineData("Dense(64), ReLU, Dense(10)")]
    [InlineData("Dense(48), ReLU, Dense(10)")]
    [InlineData("Dense(62), ReLU, Dense(10)")]
    [InlineData("Dense(257), ReLU, Dense(10)")]
    [InlineData("Dense(10), ReLU, Dense(10)")]
    [InlineData("Dense(65)")]
    [InlineData("Dense(65), Sigmoid, LayerNorm")]
    [InlineData("Dense(1024), ReLU, Dense(17), ReLU, Dense(10)")]
    public void FullPanelsResultsAndSmallShares_AreSilent(string layers) => Check.IsClean($"[Network, Input(256), {layers}]\npublic partial class Net;");

    [Fact]
    public void WinogradConvolution_WastesNoLanes() =>
        Check.IsClean("[Network, Input(64, 28, 28), Conv2D(65, 3), ReLU, Conv2D(65, 3, Padding = 1), ReLU, Conv2D(4, 3)]\npublic partial class Net;");

    [Theory]
    [InlineData("Flatten, {|CN3002:Dense(256)|}, ReLU, Dense(10)")]
    [InlineData("Conv2D(64, 3, Padding = 1, Bias = false), BatchNorm, ReLU, Flatten, Dropout(0.5f), {|CN3002:Dense(256)|}, ReLU, Dense(10)")]
    public void DenseOverAHugeImage_IsReported(string layers) => Check.ReportsAtMarks($"[Network, Input(128, 16, 16), {layers}]\npublic partial class Net;");

    [Theory]
    [InlineData("[Network, Input(128, 16, 16), GlobalAveragePool, Dense(8192), ReLU, Dense(10)]")]
    [InlineData("[Network, Input(512, 2, 2), Flatten, Dense(1024), ReLU, Dense(10)]")]
    [InlineData("[Network, Input(64, 5, 5), Flatten, Dense(128), ReLU, Dense(10)]")]
    [InlineData("[Network, Input(3, 64, 64), Flatten, Dense(128), ReLU, Dense(10)]")]
    [InlineData("[Network, Input(32768), Dense(64), ReLU, Dense(10)]")]
    public void DenseOverFewPositionsOrNoChannels_IsSilent(string attributes) => Check.IsClean(attributes + "\npublic partial class Net;");

    [Theory]
    [InlineData("[Dense(64), ReLU, Dropout(0.5f), {|CN3003:Dense(64)|}] private partial Tensor P(Tensor x);"
        + "[Objective] private Tensor Loss([Shape(32)] Tensor x, [Shape(64)] Tensor y) => MeanSquaredError(P(x), y) + Mean(P(x));")]
    [InlineData("[Forward] private Tensor F([Shape(32)] Tensor x) => {|CN3003:Dense(Dropout(x, 0.5f), 64)|};"
        + "[Objective] private Tensor Loss([Shape(32)] Tensor x, [Shape(64)] Tensor y) => MeanSquaredError(F(x), y) + 0.1f * Mean(F(x));")]
    public void LayersBehindADropout_AreComputedAgain(string members) => Check.ReportsAtMarks(Network(members));

    [Theory]
    [InlineData("[Dense(64), ReLU, Dense(64)] private partial Tensor P(Tensor x);"
        + "[Objective] private Tensor Loss([Shape(32)] Tensor x, [Shape(64)] Tensor y) => MeanSquaredError(P(x), y) + Mean(P(x));")]
    [InlineData("[Dense(64), ReLU, Dropout(0.5f)] private partial Tensor P(Tensor x);"
        + "[Objective] private Tensor Loss([Shape(32)] Tensor x, [Shape(64)] Tensor y) => Mean(Square(P(x) - y)) + Mean(P(x));")]
    [InlineData("[Dense(64), ReLU, Dropout(0.5f), Dense(64)] private partial Tensor P(Tensor x);"
        + "[Objective] private Tensor Loss([Shape(32)] Tensor x, [Shape(32)] Tensor y) => MeanSquaredError(P(x), P(y));")]
    public void MergedCallsOtherInputsAndBareDropouts_AreSilent(string members) => Check.IsClean(Network(members));

    [Theory]
    [InlineData("[Forward] private Tensor F([Shape(8)] Tensor x) => {|CN3004:Softmax(Dense(x, 1))|};")]
    [InlineData("[Forward] private Tensor F([Shape(8)] Tensor x) => {|CN3004:LogSoftmax(Dense(x, 1))|};")]
    [InlineData("private const float Weight = 0; [Forward] private Tensor F([Shape(8)] Tensor x) => Dense(x, 8) + {|CN3004:Weight * Square(x)|};")]
    [InlineData("[Forward] private Tensor F([Shape(300)] Tensor x) => x + {|CN3004:Sum(Exp(OneHot(Arange(300), 300)), axis: 0)|};")]
    public void ValueThatIsTheSameAtEachCall_IsReported(string members) => Check.ReportsAtMarks(Network(members));

    [Theory]
    [InlineData("[Forward] private Tensor F([Shape(8)] Tensor x) => Softmax(Dense(x, 2));")]
    [InlineData("[Forward] private Tensor F([Shape(8)] Tensor x, float weight) => Dense(x, 8) + weight * Square(x);")]
    [InlineData("private const float Weight = 0; [Forward] private Tensor F([Shape(8)] Tensor x) { var y = Dense(x, 8); if (Weight > 0) { y += Weight * Square(x); } return y; }")]
    [InlineData("[Embedding(16, 4)] private partial Tensor Place(Tokens index); [Forward] private Tensor F([Shape(16, 4)] Tensor x) => x + Place(Arange(16));")]
    [InlineData("[Forward] private Tensor F([Shape(5)] Tensor x) => x + Sum(OneHot(Arange(5), 5), axis: 0);")]
    public void ValueThatSomethingDecides_IsSilent(string members) => Check.IsClean(Network(members));

    [Theory]
    [InlineData("[Forward] private Tensor F([Shape(3, 32, 32)] Tensor x) => {|CN3005:BatchNorm(ReLU(Conv2D(x, 16, 3)))|};")]
    [InlineData("[Forward] private Tensor F([Shape(3, 32, 32)] Tensor x) { var y = Conv2D(x, 16, 3, bias: false); return {|CN3005:BatchNorm(y)|} + y; }")]
    [InlineData("[Conv2D(16, 3), ReLU, {|CN3005:BatchNorm|}] private partial Tensor P(Tensor x); [Forward] private Tensor F([Shape(3, 32, 32)] Tensor x) => P(x);")]
    public void NormThatCannotBeFolded_IsReported(string members) => Check.ReportsAtMarks(Network(members));

    [Theory]
    [InlineData("[Forward] private Tensor F([Shape(3, 32, 32)] Tensor x) => ReLU(BatchNorm(Conv2D(x, 16, 3, bias: false)));")]
    [InlineData("[Forward] private Tensor F([Shape(3, 32, 32)] Tensor x) => BatchNorm(MaxPool2D(Conv2D(x, 16, 3), 2));")]
    [InlineData("[Forward] private Tensor F([Shape(3, 32, 32)] Tensor x) => Conv2D(ReLU(BatchNorm(x)), 4, 3);")]
    [InlineData("[Forward] private Tensor F([Shape(8)] Tensor x) => BatchNorm(ReLU(Dense(x, 16)));")]
    public void NormThatIsFoldedSmallOrElsewhere_IsSilent(string members) => Check.IsClean(Network(members));

    [Fact]
    public void InANetworkThatIsALayer_IsLeftToThatNetwork() => Check.ReportsAtMarks("""
        [Network, Input(256), Dense({|CN3001:65|}), ReLU, Dense(32)]
        public partial class Inner;

        [Network, Input(256), Layer<Inner>, ReLU, Dense(10)]
        public partial class Net;
        """);

    private static string Network(string members) => $"[Network]\npublic partial class Net\n{{\n{members}\n}}";
}
