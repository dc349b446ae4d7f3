using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.Ops;

public sealed class LossShapeTests
{
    public static TheoryData<string> Losses =>
        ["MeanSquaredError", "MeanAbsoluteError", "Huber", "BinaryCrossEntropy", "BinaryCrossEntropyWithLogits"];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Targets_OfTheSameShapeOrOneNumber(string loss) => Findings.Whole(Reader.Network($$"""
        [Objective] private Tensor Equal([Shape(3, 5)] Tensor x, [Shape(3, 5)] Tensor y) => {{loss}}(Dense(x, 5), y);
        [Objective] private Tensor Constant([Shape(3, 5)] Tensor x) => {{loss}}(Dense(x, 5), 1f - 0.1f);
        [Objective] private Tensor Scalar([Shape(3, 5)] Tensor x, float y) => {{loss}}(Dense(x, 5), y);
        """));

    [Theory]
    [MemberData(nameof(Losses))]
    public void ClassLevelChain_TakesLabelsOfThePredictionsShape(string loss)
    {
        var model = Findings.Whole($"[Network, Input(3, 5), Dense(2), {loss}] public partial class Net;");
        Assert.Equal("(3,2)", model.Entries.Single(entry => entry.Training is not null).Inputs[1].Shape.ToString());
    }

    // A loss that broadcast would average over pairs that nobody meant.
    [Theory]
    [MemberData(nameof(Losses))]
    public void TargetOfAnotherShape(string loss) => Assert.Equal(
        [$"CN1013 @ '{loss}(x, y)': {loss} cannot compare (3,5) with (5): the prediction is 'x' (3,5), and the target is 'y' (5). "
            + "Declare 'y' as [Shape(3, 5)], or predict from one of the 3 steps: [^1] is the last."],
        Findings.OfMembers($"[Objective] private Tensor Loss([Shape(3, 5)] Tensor x, [Shape(5)] Tensor y) => {loss}(x, y);"));

    [Theory]
    [InlineData(1, "1 unit.")]
    [InlineData(7, "7 units.")]
    public void TargetOfOtherWidth_NamesTheUnitsOfTheDenseLayer(int width, string advice) => Assert.EndsWith(
        advice,
        Assert.Single(Findings.OfMembers(
            $"[Objective] private Tensor Loss([Shape(3, 5)] Tensor x, [Shape(3, {width})] Tensor y) => MeanSquaredError(Dense(x, 2), y);")));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-1", "-1")]
    [InlineData("double.NaN", "NaN")]
    public void DeltaOfHuber_IsPositive(string delta, string text) => Assert.Equal(
        [$"CN1005 @ '{delta}': 'delta' of Huber is {text}, but it must be a finite number above 0"],
        Findings.OfMembers($"[Objective] private Tensor Loss([Shape(5)] Tensor x, [Shape(5)] Tensor y) => Huber(x, y, {delta});"));

    [Fact]
    public void BadDeltaAndBadTarget_AreToldInOneGo() => Assert.Equal(
        2, Findings.OfMembers("[Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(5)] Tensor y) => Huber(x, y, 0);").Length);
}
