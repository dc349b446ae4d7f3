using CompiledNets.Analyzers.Tests.Support;

namespace CompiledNets.Analyzers.Tests.Hints;

/// <summary>CN3010: networks that cost more than their budget allows.</summary>
public sealed class Budgets
{
    private const string Layers = "Input(1, 8, 8)]\n[Conv2D(4, 3), ReLU, MaxPool2D(2), Flatten, Dense(6), ReLU, Dense(3), SoftmaxCrossEntropy]\npublic partial class Net;";

    [Fact]
    public void TooManyParameters_NamesTheThreeLayersWithMost() => Check.Reports(
        $"[Network, Budget({{|CN3010:Parameters = 282|}}), {Layers}",
        "'Net' has 283 parameters, but its budget is 282: the most comes from Dense1 on line 2 (222), Conv2D1 on line 2 (40) and Dense2 on line 2 (21). "
        + "Make these smaller, or raise the budget.");

    [Fact]
    public void TooManyFlops_AreThoseOfTheForward() => Check.Reports(
        $"[Network, Budget({{|CN3010:Flops = 3_506|}}), {Layers}",
        "'Net' has 3,507 FLOP for a sample of 'Predict', but its budget is 3,506: the most comes from Conv2D1 on line 2 (2,736), Dense1 on line 2 (438) and "
        + "ReLU1 on line 2 (144). Make these smaller, or raise the budget.");

    [Fact]
    public void TooManyActivations_NamesTheValues()
    {
        Outcome outcome = Check.ReportsAtMarks($"[Network, Budget({{|CN3010:ActivationBytes = 100|}}), {Layers}");

        Assert.Matches(
            @"^'Net' has \d+ bytes of activations for a sample of 'Predict', but its budget is 100: the most comes from \w+ \(4,\d,\d\) on line 2 \(\d+\)",
            Check.Message(outcome.Findings[0]));
    }

    [Fact]
    public void TooLargeABinary_CountsTheEmittedCode()
    {
        Outcome outcome = Check.ReportsAtMarks($"[Network, Budget({{|CN3010:BinaryBytes = 1_000|}}), {Layers}");

        Assert.Matches("the most comes from the emitted code \\([0-9]{2},[0-9]{3}\\), Dense1 on line 2 \\(888\\) and Conv2D1 on line 2 \\(160\\)", Check.Message(outcome.Findings[0]));
    }

    [Fact]
    public void SharedWeights_CountOnce() => Check.IsClean("""
        [Network, Budget(Parameters = 20)]
        public partial class Net
        {
            [Dense(4)] private partial Tensor Part(Tensor x);
            [Forward] private Tensor Logits([Shape(4)] Tensor x) => Part(ReLU(Part(x)));
        }
        """);

    [Fact]
    public void ExactBudget_IsClean() => Check.IsClean($"[Network, Budget(Parameters = 283, Flops = 3_507), {Layers}");

    [Fact]
    public void SeveralLimits_AreReportedEach() => Check.ReportsAtMarks(
        $"[Network, Budget({{|CN3010:Parameters = 1|}}, {{|CN3010:Flops = 1|}}, ActivationBytes = 1_000_000), {Layers}");

    [Theory]
    [InlineData("{|CN1005:Parameters = 0|}")]
    [InlineData("Flops = 1_000_000, {|CN1005:BinaryBytes = -1|}")]
    public void LimitThatIsNone_IsReported(string limits) => Check.ReportsAtMarks($"[Network, Budget({limits}), {Layers}");

    [Fact]
    public void NetworkOverItsBudget_HasCode() => Assert.Empty(Workbench.Run(
        $"[Network, Budget(Parameters = 1), {Layers} public static class Use {{ public static int Count => Net.ParameterCount / (Net.ParameterCount - 282); }}").CompilerErrors);

    [Fact]
    public void BrokenNetwork_IsNotMeasured() => Check.ReportsAtMarks("[Network, Budget(Parameters = 1), Input(4), Dense({|CN1005:0|})]\npublic partial class Net;");
}
