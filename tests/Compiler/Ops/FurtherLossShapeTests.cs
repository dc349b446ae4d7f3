using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.Ops;

public sealed class FurtherLossShapeTests
{
    private const string Parameters =
        "[Shape] Tensor s, [Shape(5)] Tensor x, [Shape(4)] Tensor y, [Shape(3, 5)] Tensor m, [Shape(2, 3, 5)] Tensor c, "
        + "[Shape] Tokens i, [Shape(1)] Tokens j, [Shape(3)] Tokens k, [Shape(3)] Tensor w";

    [Theory]
    [InlineData("NegativeLogLikelihood(x, i)", "()")]
    [InlineData("NegativeLogLikelihood(x, j)", "()")]
    [InlineData("NegativeLogLikelihood(m, k)", "()")]
    [InlineData("MultiMargin(m, k, 0.5)", "()")]
    [InlineData("SoftmaxFocal(m, k, gamma: 0)", "()")]
    [InlineData("KLDivergence(c, c)", "()")]
    [InlineData("KLDivergence(m, 0.2f)", "()")]
    [InlineData("Hinge(s, 1f)", "()")]
    [InlineData("Hinge(c, c)", "()")]
    [InlineData("BinaryFocalWithLogits(m, 0f)", "()")]
    [InlineData("TripletMargin(c, c, c)", "()")]
    [InlineData("CosineEmbedding(x, x, s)", "()")]
    [InlineData("CosineEmbedding(m, m, w)", "()")]
    [InlineData("CosineEmbedding(m, m, 1f)", "()")]
    [InlineData("CosineSimilarity(x, x)", "()")]
    [InlineData("CosineSimilarity(c, x)", "(2,3)")]
    [InlineData("CosineSimilarity(x, c)", "(2,3)")]
    public void Results(string expression, string output)
    {
        NetworkModel model = Findings.Whole(Reader.Network($"[Forward] private Tensor F({Parameters}) => {expression};"));
        Assert.Equal(output, model.Entries.Single().Results.Single().Shape.ToString());
    }

    [Theory]
    [InlineData(
        "NegativeLogLikelihood(x, k)",
        "CN1013: NegativeLogLikelihood cannot compare (5) with (3): the prediction is 'x' (5), and the target is 'k' (3). "
        + "Declare 'k' as [Shape], or change the layer that makes the prediction.")]
    [InlineData(
        "MultiMargin(c, k)",
        "CN1006: MultiMargin needs scores of (classes) or (steps,classes), but it gets 'c' (2,3,5). Flatten and Dense make scores of one axis.")]
    [InlineData(
        "SoftmaxFocal(s, i)",
        "CN1006: SoftmaxFocal needs scores of (classes) or (steps,classes), but it gets 's' (). Dense makes scores.")]
    [InlineData(
        "KLDivergence(s, s)",
        "CN1006: KLDivergence needs a row of logarithms of probabilities, but it gets 's' (). LogSoftmax makes them from logits.")]
    [InlineData("KLDivergence(m, x)", "CN1013: KLDivergence cannot compare (3,5) with (5): the prediction is 'm' (3,5), and the target is 'x' (5). "
        + "Declare 'x' as [Shape(3, 5)], or predict from one of the 3 steps: [^1] is the last.")]
    [InlineData("Hinge(x, y)", "CN1013: Hinge cannot compare (5) with (4): the prediction is 'x' (5), and the target is 'y' (4). "
        + "Declare 'y' as [Shape(5)], or change the layer that makes the prediction.")]
    [InlineData(
        "BinaryFocalWithLogits(x, y)",
        "CN1013: BinaryFocalWithLogits cannot compare (5) with (4): the prediction is 'x' (5), and the target is 'y' (4). "
        + "Declare 'y' as [Shape(5)], or change the layer that makes the prediction.")]
    [InlineData(
        "CosineSimilarity(x, y)",
        "CN1003: Cannot compare (5) and (4): 'x' comes in as (5), but 'y' comes in as (4). Axes are matched from the last one and must be equal or 1: Reshape one of them, "
        + "or change the layer that made it.")]
    [InlineData("CosineSimilarity(x, s)", "CN1006: CosineSimilarity needs rows of features, but it gets 's' (). Reshape(1) makes one value an axis.")]
    [InlineData("CosineEmbedding(m, x, w)", "CN1015: CosineEmbedding: (3,5) and (5) must be equal: 'm' comes in as (3,5), but 'x' comes in as (5). Give both the same layers.")]
    [InlineData(
        "CosineEmbedding(m, m, x)",
        "CN1013: CosineEmbedding cannot compare (3,5) with (5): the prediction is 'm' (3,5), and the target is 'x' (5). "
        + "Declare 'x' as [Shape(3)], or change the layer that makes the prediction.")]
    [InlineData("TripletMargin(m, m, x)", "CN1015: TripletMargin: (3,5) and (5) must be equal: 'm' comes in as (3,5), but 'x' comes in as (5). Give both the same layers.")]
    public void MismatchingShapes_AreReportedAtTheLoss(string expression, string message) => Assert.Equal(
        [$"{message[..6]} @ '{expression}'{message[6..]}"], Findings.OfMembers($"[Forward] private Tensor F({Parameters}) => {expression};"));

    [Theory]
    [InlineData("MultiMargin(x, i, margin: 0)", "'0': 'margin' of MultiMargin is 0, but it must be a finite number above 0")]
    [InlineData("Hinge(x, x, -1)", "'-1': 'margin' of Hinge is -1, but it must be a finite number above 0")]
    [InlineData("SoftmaxFocal(x, i, -0.5)", "'-0.5': 'gamma' of SoftmaxFocal is -0.5, but it must be a finite number of at least 0")]
    [InlineData("BinaryFocalWithLogits(x, x, alpha: 2)", "'2': 'alpha' of BinaryFocalWithLogits is 2, but it must be from 0 to 1")]
    [InlineData("CosineSimilarity(x, x, 0)", "'0': 'epsilon' of CosineSimilarity is 0, but it must be a finite number above 0")]
    [InlineData("CosineEmbedding(x, x, s, 1.5)", "'1.5': 'margin' of CosineEmbedding is 1.5, but it must be from -1 to 1")]
    [InlineData("TripletMargin(x, x, x, 0)", "'0': 'margin' of TripletMargin is 0, but it must be a finite number above 0")]
    public void NumbersOutOfRange_AreReportedWhereTheyStand(string expression, string message) => Assert.Equal(
        ["CN1005 @ " + message], Findings.OfMembers($"[Forward] private Tensor F({Parameters}) => {expression};"));

    [Fact]
    public void EveryMistakeOfALoss_IsReportedAtOnce() => Assert.Equal(
        ["CN1005", "CN1015", "CN1015"],
        Findings.OfMembers($"[Forward] private Tensor F({Parameters}) => TripletMargin(x, y, w, -1);").Select(finding => finding[..6]));

    [Theory]
    [InlineData("NegativeLogLikelihood", "()")]
    [InlineData("MultiMargin(Margin = 0.5)", "()")]
    [InlineData("SoftmaxFocal(Gamma = 1)", "()")]
    [InlineData("KLDivergence(LogTarget = true)", "(4)")]
    [InlineData("Hinge(Margin = 2)", "(4)")]
    [InlineData("BinaryFocalWithLogits(Gamma = 1, Alpha = 0.5)", "(4)")]
    public void AtTheEndOfAChain_TheLossDecidesItsTarget(string loss, string target)
    {
        NetworkModel model = Findings.Whole($"[Network, Input(3), Dense(4), {loss}] public partial class Net;");
        Assert.Equal(target, model.Entries[1].Inputs[1].Shape.ToString());
    }
}
