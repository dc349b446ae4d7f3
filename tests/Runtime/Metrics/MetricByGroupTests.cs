using CompiledNets.Tests.Training;
using static CompiledNets.Tests.Metrics.Judging;

namespace CompiledNets.Tests.Metrics;

public class MetricByGroupTests
{
    [Fact]
    public void EachGroup_HasItsOwnValue_AndTheGapIsTheWorst()
    {
        float[] logits = [1, 1, -1, 1, -1, 1, -1];
        int[] labels = [1, 1, 1, 1, 1, 0, 0], groups = [5, 5, 5, 2, 2, 9, 9];
        MetricByGroup recall = new MetricByGroup(() => new Accuracy(), "group").Over(Tensor(), logits, labels, batch: 2, groups);
        Assert.Equal([(2, 2L, 0.5), (5, 3L, 2 / 3.0), (9, 2L, 0.5)], recall.Groups.Select(one => (one.Group, one.Samples, one.Value)));
        Assert.Equal(1 / 6.0, recall.Value, 1e-12);
        Assert.Equal("Accuracy by group: 2 = 0.5 of 2, 5 = 0.6667 of 3, 9 = 0.5 of 2", recall.ToString());
        recall.Reset();
        Assert.Empty(recall.Groups);
        Assert.Equal(double.NaN, recall.Value);
    }

    [Fact]
    public void ATrainer_FindsTheGroupColumnInTheData()
    {
        Dataset data = Samples.Quarters(60).With("half", [.. Enumerable.Range(0, 60).Select(i => i % 2)]);
        var accuracy = new Accuracy();
        var byHalf = new MetricByGroup(() => new Accuracy(), "half");
        var trainer = new Trainer(new Adam(0.01)) { Epochs = 2, Metrics = [accuracy, byHalf] };
        EpochResult last = trainer.Fit(Samples.QuarterNet(), data[..40], data[40..]).Last;
        Assert.Equal(last.Metric("Accuracy by half"), Math.Abs(byHalf.Groups[0].Value - byHalf.Groups[1].Value), 1e-12);
        Assert.Equal(last.Metric("Accuracy"), byHalf.Groups.Average(group => group.Value), 1e-12);
    }

    [Fact]
    public void GroupsThatAreNoInts_AreRefused()
    {
        var trainer = new Trainer(new Adam()) { Metrics = [new MetricByGroup(() => new Accuracy(), "extra")] };
        Assert.Contains("'extra: Tensor ()'", Assert.Throws<ArgumentException>(() => trainer.Fit(Samples.QuarterNet(), Samples.Quarters(9))).Message);
        Assert.Contains("'absent'", Assert.Throws<ArgumentException>(() => Samples.QuarterNet().AllObjectives[0].Measure(
            Samples.Quarters(9), [new MetricByGroup(() => new Accuracy(), "absent")])).Message);
    }

    [Fact]
    public void Measure_JudgesAsTrainingDoes()
    {
        DenseChain net = Samples.QuarterNet();
        Dataset data = Samples.Quarters(101);
        var trainer = new Trainer(new Adam(0.01)) { Epochs = 1, Metrics = [new Accuracy()] };
        double trained = trainer.Fit(net, data).Epochs[0].Metric("Accuracy");
        Assert.Equal(trained, net.AllObjectives[0].Measure(data, [new Accuracy()], batchSize: 7)[0].Value);
    }
}
