using CompiledNets.Analyzers.Tests.Support;

namespace CompiledNets.Analyzers.Tests.Stability;

/// <summary>CN2001 to CN2004: losses that get probabilities for logits, or logits for probabilities.</summary>
public sealed class ProbabilitiesAndLogits
{
    [Theory]
    [InlineData("[Network, Input(4), Dense(3), {|CN2001:Softmax|}, SoftmaxCrossEntropy]")]
    [InlineData("[Network, Input(4), Dense(3), {|CN2001:Softmax()|}, SoftmaxFocal]")]
    [InlineData("[Network, Input(4), Dense(12), {|CN2001:Softmax|}, Reshape(4, 3), SoftmaxCrossEntropy]")]
    [InlineData("[Network, Input(4), Dense(1), {|CN2002:Sigmoid|}, BinaryCrossEntropyWithLogits]")]
    [InlineData("[Network, Input(4), Dense(1), {|CN2002:Sigmoid|}, Flatten, BinaryFocalWithLogits]")]
    [InlineData("[Network, Input(4), Dense(1), {|CN2003:BinaryCrossEntropy|}]")]
    [InlineData("[Network, Input(4), Dense(1), Tanh, {|CN2003:BinaryCrossEntropy|}]")]
    [InlineData("[Network, Input(4), Dense(8), LayerNorm, {|CN2003:BinaryCrossEntropy|}]")]
    public void InAChain_IsReportedAtTheLayer(string attributes) => Check.ReportsAtMarks(attributes + "\npublic partial class Net;");

    [Theory]
    [InlineData("[Network, Input(4), Dense(3), SoftmaxCrossEntropy]")]
    [InlineData("[Network, Input(4), Dense(3), LogSoftmax, NegativeLogLikelihood]")]
    [InlineData("[Network, Input(4), Dense(3), LogSoftmax, SoftmaxCrossEntropy]")]
    [InlineData("[Network, Input(4), Dense(3), Softmax]")]
    [InlineData("[Network, Input(4), Dense(3), Softmax, Dense(3), SoftmaxCrossEntropy]")]
    [InlineData("[Network, Input(4), Dense(3), Sigmoid, Dense(1), BinaryCrossEntropyWithLogits]")]
    [InlineData("[Network, Input(4), Dense(1), Sigmoid, BinaryCrossEntropy]")]
    [InlineData("[Network, Input(4), Dense(3), Softmax, BinaryCrossEntropy]")]
    public void ChainThatGivesTheLossWhatItWants_IsSilent(string attributes) => Check.IsClean(attributes + "\npublic partial class Net;");

    [Theory]
    [InlineData("[Dense(3), {|CN2001:Softmax|}] private partial Tensor Head(Tensor x); "
        + "[Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape] Tokens label) => SoftmaxCrossEntropy(Head(x), label);")]
    [InlineData("[Forward] private Tensor Predict([Shape(4)] Tensor x) => {|CN2001:Softmax(Dense(x, 3))|};"
        + "[Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape] Tokens label) => SoftmaxCrossEntropy(Predict(x), label);")]
    [InlineData("private Tensor Squash(Tensor x) => {|CN2002:Sigmoid(x)|};"
        + "[Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(1)] Tensor y) => BinaryCrossEntropyWithLogits(Squash(Dense(x, 1)), y);")]
    [InlineData("[Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(1)] Tensor y)"
        + "{ var p = Dense(x, 1); return 0.5f * {|CN2003:BinaryCrossEntropy(p, y)|} + 0.5f * BinaryCrossEntropy(Sigmoid(p), y); }")]
    [InlineData("[Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(3)] Tensor p) => -Sum(p * {|CN2004:Log(Softmax(Dense(x, 3)))|});")]
    [InlineData("[Forward] private Tensor Predict([Shape(4)] Tensor x) { var p = Softmax(Dense(x, 3)); return {|CN2004:Log(p[1..])|}; }")]
    public void InWiring_IsReportedAtTheCall(string members) => Wired.Reports(members);

    [Theory]
    [InlineData("[Forward] private Tensor Logits([Shape(4)] Tensor x) => Dense(x, 3); [Forward] private Tensor P([Shape(4)] Tensor x) => Softmax(Logits(x));"
        + "[Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(x), label);")]
    [InlineData("[Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(4)] Tensor teacher) => SoftmaxCrossEntropy(Dense(x, 4), Softmax(teacher));")]
    [InlineData("[Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(1)] Tensor y) => BinaryCrossEntropy(Clamp(Dense(x, 1), 0, 1), y);")]
    [InlineData("[Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(1)] Tensor y) => BinaryCrossEntropy(1 - Sigmoid(Dense(x, 1)), y);")]
    [InlineData("[Forward] private Tensor Predict([Shape(4)] Tensor x) => Log(Softmax(Dense(x, 3)) + 1e-6f);")]
    public void WiringThatIsRight_IsSilent(string members) => Wired.IsClean(members);

    [Fact]
    public void InANetworkThatIsALayer_IsLeftToThatNetwork() => Check.ReportsAtMarks("""
        [Network, Input(4), Dense(3), Softmax]
        public partial class Inner;

        [Network, Input(4), Layer<Inner>, SoftmaxCrossEntropy]
        public partial class Net;
        """);
}
