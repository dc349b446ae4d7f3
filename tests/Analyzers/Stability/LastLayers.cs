using CompiledNets.Analyzers.Tests.Support;

namespace CompiledNets.Analyzers.Tests.Stability;

/// <summary>CN2005, CN2010 and CN2011: what stands between the last layer and its loss.</summary>
public sealed class LastLayers
{
    [Theory]
    [InlineData("[Network, Input(4), Dense(8), ReLU, Dense(1), {|CN2005:ReLU|}, MeanSquaredError]")]
    [InlineData("[Network, Input(4), Dense(3), {|CN2005:ReLU()|}, SoftmaxCrossEntropy]")]
    [InlineData("[Network, Input(4), Dense(4), {|CN2005:ReLU|}, Reshape(2, 2), Huber]")]
    [InlineData("[Network, Input(4), Dense(3), {|CN2010:Dropout(0.5f)|}, SoftmaxCrossEntropy]")]
    [InlineData("[Network, Input(4), Dense(4), {|CN2010:Dropout(0.2f)|}, Flatten, MeanSquaredError]")]
    [InlineData("[Network, Input(4), Dense(3), Softmax, {|CN2011:MeanSquaredError|}]")]
    [InlineData("[Network, Input(4), Dense(3), {|CN2005:ReLU|}, {|CN2010:Dropout(0.1f)|}, MeanSquaredError]")]
    public void InAChain_IsReportedAtTheLayer(string attributes) => Check.ReportsAtMarks(attributes + "\npublic partial class Net;");

    [Theory]
    [InlineData("[Network, Input(4), Dense(8), ReLU, Dropout(0.5f), Dense(1), MeanSquaredError]")]
    [InlineData("[Network, Input(4), Dense(8), ReLU]")]
    [InlineData("[Network, Input(4), Dense(8), Dropout(0.5f)]")]
    [InlineData("[Network, Input(4), Dense(3), Dropout(0), SoftmaxCrossEntropy]")]
    [InlineData("[Network, Input(4), Dense(1), Softplus, MeanSquaredError]")]
    [InlineData("[Network, Input(4), Dense(1), LeakyReLU(0.1f), MeanSquaredError]")]
    [InlineData("[Network, Input(4), Dense(1), Sigmoid, MeanSquaredError]")]
    public void ChainThatEndsWell_IsSilent(string attributes) => Check.IsClean(attributes + "\npublic partial class Net;");

    [Theory]
    [InlineData("[Dense(1), {|CN2005:ReLU|}] private partial Tensor Head(Tensor x);"
        + "[Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(1)] Tensor y) => MeanSquaredError(Head(x), y);")]
    [InlineData("private Tensor Rectified(Tensor x) => {|CN2005:ReLU(x)|};"
        + "[Objective] private Tensor Loss([Shape(4)] Tensor x) => Huber(Rectified(Dense(x, 1)), 0.5f);")]
    [InlineData("[Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape] Tokens label)"
        + "=> SoftmaxCrossEntropy({|CN2010:Dropout(Dense(x, 3), 0.5f)|}, label);")]
    [InlineData("[Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape] Tokens label)"
        + "=> {|CN2011:MeanSquaredError(Dense(x, 3), OneHot(label, 3))|} + {|CN2011:MeanSquaredError(Softmax(Dense(x, 3)), OneHot(label, 3))|};")]
    public void InWiring_IsReportedAtTheCall(string members) => Wired.Reports(members);

    [Theory]
    [InlineData("[Dense(8), ReLU] private partial Tensor Features(Tensor x);" // Features are compared with features.
        + "[Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(4)] Tensor y) => MeanSquaredError(Features(x), StopGradient(Features(y)));")]
    [InlineData("[Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(4)] Tensor y)"
        + "=> MeanSquaredError(Softmax(Dense(x, 3)), Softmax(Dense(y, 3)));")]
    [InlineData("[Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape] Tokens label) => SoftmaxCrossEntropy(Dense(x, 3), OneHot(label, 3));")]
    [InlineData("[Forward] private Tensor Predict([Shape(4)] Tensor x) => ReLU(Dense(x, 1));"
        + "[Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(1)] Tensor y) => MeanSquaredError(1 - Predict(x), y);")]
    public void NearMiss_IsSilent(string members) => Wired.IsClean(members);
}
