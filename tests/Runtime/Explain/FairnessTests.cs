using CompiledNets.Tests.Training;

namespace CompiledNets.Tests.Explaining;

public class FairnessTests
{
    // Answers and labels of two groups. Group 3: selected 2 of 4, 1 of 2 positives, 1 of 2 others; group 8: 3 of 4, 3 of 3, 0 of 1.
    private static readonly int[] Answers = [1, 0, 1, 0, 1, 1, 1, 0];
    private static readonly int[] Labels = [1, 1, 0, 0, 1, 1, 1, 0];
    private static readonly int[] Groups = [3, 3, 3, 3, 8, 8, 8, 8];

    [Fact]
    public void Gaps_AreThoseOfTheirFormulas()
    {
        FairnessReport report = Explain.Fairness(Answering(), Data(), "group", batchSize: 3);
        Assert.Equal([(3, 4L, 0.5, 0.5, 0.5), (8, 4L, 0.75, 1.0, 0.0)], report.Groups.Select(
            group => (group.Group, group.Samples, group.SelectionRate, group.TruePositiveRate, group.FalsePositiveRate)));
        Assert.Equal(0.25, report.DemographicParityDifference);
        Assert.Equal(0.5, report.EqualOpportunityDifference);
        Assert.Equal(0.5, report.EqualizedOddsDifference);
        Assert.Equal(
            """
            By group: demographic parity 0.25, equal opportunity 0.5, equalised odds 0.5
            3 of 4: selected 0.5, true positive 0.5, false positive 0.5
            8 of 4: selected 0.75, true positive 1, false positive 0
            """.Replace("\r", ""), report.ToString());
    }

    [Fact]
    public void AnotherClass_CanBeThePositiveOne()
    {
        FairnessReport report = Explain.Fairness(Answering(), Data(), "group", positive: 0);
        Assert.Equal([0.5, 0.25], report.Groups.Select(group => group.SelectionRate));
        Assert.Equal([0.5, 1], report.Groups.Select(group => group.TruePositiveRate));
    }

    [Fact]
    public void AGroupWithoutPositiveLabels_IsLeftOutOfTheirGap()
    {
        FairnessReport report = Explain.Fairness(Answering(), Data().Rename("label", "unused").With("label", [1, 1, 0, 0, 0, 0, 0, 0]), "group");
        Assert.True(double.IsNaN(report.Groups[1].TruePositiveRate));
        Assert.Equal(0, report.EqualOpportunityDifference);
        Assert.Equal(0.25, report.EqualizedOddsDifference);
    }

    [Fact]
    public void AClassThatTheNetworkLacks_AndAMissingColumn_AreRefused()
    {
        Assert.Contains("cannot compare", Assert.Throws<ArgumentException>(() => Explain.Fairness(Answering(), Data(), "group", positive: 2)).Message);
        Assert.Contains("'sex'", Assert.Throws<ArgumentException>(() => Explain.Fairness(Answering(), Data(), "sex")).Message);
    }

    private static Dataset Data() =>
        Dataset.Create().With("x", [.. Answers.Select(answer => (float)answer)], 1).With("label", Labels).With("group", Groups);

    /// <summary>A network whose answer is its input: 0 or 1.</summary>
    private static Objective Answering()
    {
        var net = new DenseChain(1, 1, 2, classifies: true);

        // relu(1·x + 0), then the logits (½, h).
        ReadOnlySpan<float> parameters = [1, 0, 0, 1, 0.5f, 0];
        parameters.CopyTo(net.Core.WriteParameters());
        return net.AllObjectives[0];
    }
}
