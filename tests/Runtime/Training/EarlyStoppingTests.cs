using System.Collections.Immutable;

namespace CompiledNets.Tests.Training;

public class EarlyStoppingTests
{
    [Fact]
    public void WithoutImprovement_TrainingEndsAfterThePatience()
    {
        var trainer = new Trainer(new Sgd(0)) { Epochs = 50, EarlyStopping = new EarlyStopping(patience: 3) };
        TrainingResult result = trainer.Fit(Samples.LineNet(), Samples.Line(20), Samples.Line(9, seed: 2));
        Assert.True(result.StoppedEarly);
        Assert.Equal(4, result.Epochs.Length);
        Assert.Equal(1, result.BestEpoch);
    }

    [Fact]
    public void TheBestEpoch_IsRestored()
    {
        Dataset validation = Samples.Line(9, seed: 2);
        DenseChain net = Samples.LineNet();

        // A rate that grows a hundredfold after five epochs of two steps spoils what was learnt.
        var optimizer = new Sgd(0.05) { Schedule = new Spoiler(steps: 10) };
        var trainer = new Trainer(optimizer) { Epochs = 8, BatchSize = 16, EarlyStopping = new EarlyStopping(patience: 2), };
        TrainingResult result = trainer.Fit(net, Samples.Line(32), validation);
        Assert.True(result.StoppedEarly);
        Assert.True(result.BestEpoch < result.Epochs.Length);
        Assert.Equal(result.Epochs.Min(epoch => epoch.ValidationLoss), result.Best.ValidationLoss);
        Assert.Equal(result.Best.ValidationLoss!.Value, Evaluate(net, validation), 1e-6);
        Assert.Equal(32 * result.BestEpoch, net.Core.State[0]);
    }

    [Fact]
    public void WithoutRestoring_TheLastEpochStays()
    {
        DenseChain net = Samples.LineNet();
        var trainer = new Trainer(new Sgd(0.05) { Schedule = new Spoiler(steps: 10) })
        {
            Epochs = 8, BatchSize = 16, EarlyStopping = new EarlyStopping(patience: 2) { RestoreBest = false },
        };
        TrainingResult result = trainer.Fit(net, Samples.Line(32));
        Assert.Equal(32 * result.Epochs.Length, net.Core.State[0]);
    }

    [Theory]
    [InlineData("loss", 0, 2)]
    [InlineData("loss", 0.2, 1)]
    [InlineData("Accuracy", 0, 3)]
    [InlineData("MeanSquaredError", 0, 2)]
    public void Better_MeansBetterByMoreThanTheDelta(string by, double minDelta, int expected)
    {
        var best = new BestEpoch(
            new EarlyStopping(5, minDelta, by == "loss" ? null : by) { RestoreBest = false },
            [new Accuracy(), new MeanSquaredErrorMetric()]);
        double[] losses = [1, 0.9, double.NaN], accuracies = [0.5, 0.5, 0.7];
        for (int i = 0; i < losses.Length; i++)
        {
            ImmutableArray<MetricValue> metrics = [new("Accuracy", accuracies[i]), new("MeanSquaredError", losses[i])];
            best.Add(new EpochResult(i + 1, 0, losses[i], metrics, 0.1, TimeSpan.Zero, 1), Samples.LineNet().Core);
        }

        Assert.Equal(expected, best.Epoch);
        Assert.Equal(0, best.KeptEpoch);
    }

    [Fact]
    public void AnUnknownMetric_IsRefused()
    {
        var trainer = new Trainer(new Sgd(0)) { EarlyStopping = new EarlyStopping(metric: "Accuracy") };
        Assert.Contains("'Accuracy'", Assert.Throws<ArgumentException>(() => trainer.Fit(Samples.LineNet(), Samples.Line(3))).Message);
    }

    private static double Evaluate(DenseChain net, Dataset data)
    {
        double loss = double.NaN;
        foreach (Batch batch in data.Select("x", "y").Batches(data.Count))
        {
            loss = net.AllObjectives[0].Evaluate(batch);
        }

        return loss;
    }

    private sealed class Spoiler(long steps) : LearningRateSchedule
    {
        public override double At(long step) => step < steps ? 1 : 100;
    }
}
