namespace CompiledNets.Tests.Training;

public class TrainerTests
{
    [Fact]
    public void AClassifier_LearnsAndSaysSo()
    {
        DenseChain net = Samples.QuarterNet();
        var trainer = new Trainer(new Adam(0.02)) { Epochs = 30, BatchSize = 7, Metrics = [new Accuracy()] };
        TrainingResult result = trainer.Fit(net, Samples.Quarters(200), Samples.Quarters(101, seed: 2));
        Assert.Equal(30, result.Epochs.Length);
        Assert.False(result.StoppedEarly);
        Assert.Equal(Enumerable.Range(1, 30), result.Epochs.Select(epoch => epoch.Epoch));
        Assert.True(result.Last.ValidationLoss < result.Epochs[0].ValidationLoss);
        Assert.InRange(result.Last.Metric("Accuracy"), 0.9, 1);
        Assert.InRange(result.Last.TrainingLoss, 0, 0.4);
        Assert.Equal(0.02, result.Last.LearningRate);
        Assert.True(result.Last.SamplesPerSecond > 0);
    }

    [Fact]
    public void TrainingLoss_IsTheMeanOverSamplesNotBatches()
    {
        // At a rate of 0 every step sees the same parameters, so a second network computes the same two losses.
        Dataset data = Samples.Line(10);
        DenseChain net = Samples.LineNet(), same = Samples.LineNet();
        double sum = 0;
        foreach (Batch batch in data.Batches(7))
        {
            sum += batch.Count * (double)same.AllObjectives[0].Gradients(batch);
        }

        TrainingResult result = new Trainer(new Sgd(0)) { Epochs = 1, BatchSize = 7, Shuffle = false }.Fit(net, data);
        Assert.Equal(sum / 10, result.Last.TrainingLoss, 1e-9);
    }

    [Fact]
    public void OneSeed_IsOneResultToTheBit()
    {
        float[] first = Train(seed: 5), again = Train(seed: 5), other = Train(seed: 6), ordered = Train(seed: 5, shuffle: false);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.NotEqual(first, ordered);

        static float[] Train(ulong seed, bool shuffle = true)
        {
            DenseChain net = Samples.QuarterNet();
            new Trainer(new AdamW(0.01)) { Epochs = 3, BatchSize = 13, Seed = seed, Shuffle = shuffle }.Fit(net, Samples.Quarters(71));
            return net.Core.Parameters.ToArray();
        }
    }

    [Fact]
    public void Epochs_TakeTheSamplesInDifferentOrders()
    {
        // At a rate of 0 the loss of an epoch depends on its order alone, through the unit dropped for each batch.
        TrainingResult result = new Trainer(new Sgd(0)) { Epochs = 6, BatchSize = 3 }.Fit(Samples.LineNet(), Samples.Line(15));
        Assert.Equal(6, result.Epochs.Select(epoch => epoch.TrainingLoss).Distinct().Count());
    }

    [Fact]
    public void AValidationFraction_IsHeldOut()
    {
        DenseChain net = Samples.LineNet();
        var trainer = new Trainer(new Sgd(0.05)) { Epochs = 2, BatchSize = 4, ValidationFraction = 0.25 };
        TrainingResult result = trainer.Fit(net, Samples.Line(40));
        Assert.NotNull(result.Last.ValidationLoss);
        Assert.Equal(2 * 30, net.Core.State[0]);
        Assert.Equal(2 * 8, trainer.StepCount(Samples.Line(40)));
        Assert.Equal(2 * 10, trainer.StepCount(Samples.Line(40), Samples.Line(2)));
        Assert.Equal(16, (int)net.Core.Counter);
    }

    [Fact]
    public void WithoutValidation_MetricsLookAtTheTrainingData()
    {
        TrainingResult result = new Trainer(new Sgd(0)) { Epochs = 1, Metrics = [new MeanSquaredErrorMetric()] }
            .Fit(Samples.LineNet(), Samples.Line(21));
        DenseChain net = Samples.LineNet();
        foreach (Batch batch in Samples.Line(21).Batches(21))
        {
            Assert.Equal(net.AllObjectives[0].Evaluate(batch), result.Last.Metric("MeanSquaredError"), 1e-6);
        }

        Assert.Null(result.Last.ValidationLoss);
    }

    [Fact]
    public void Cancellation_EndsAfterTheStepAndLeavesTheNetworkWhole()
    {
        DenseChain net = Samples.QuarterNet(), stepped = Samples.QuarterNet();
        using var source = new CancellationTokenSource();
        net.OnGradients = calls =>
        {
            if (calls == 3)
            {
                source.Cancel();
            }
        };
        var trainer = new Trainer(new Sgd(0.1)) { BatchSize = 10, Shuffle = false };
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(net, Samples.Quarters(100), cancellationToken: source.Token));
        Assert.Equal(3UL, net.Core.Counter);
        Assert.Equal(0, net.Core.Gradients.ToArray().Sum(Math.Abs));
        Assert.DoesNotContain(true, net.Core.Trained.ToArray());

        new Trainer(new Sgd(0.1)) { Epochs = 1, BatchSize = 10, Shuffle = false }.Fit(stepped, Samples.Quarters(100)[..30]);
        Assert.Equal(stepped.Core.Parameters, net.Core.Parameters);
    }

    [Fact]
    public void Divergence_NamesWhereAndTheLastFiniteLoss()
    {
        DenseChain net = Samples.LineNet();
        var trainer = new Trainer(new Sgd(1e30)) { Epochs = 3, BatchSize = 4 };
        var diverged = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(net, Samples.Line(20)));
        Assert.Equal(1, diverged.Epoch);
        Assert.Equal(2, diverged.Step);
        Assert.NotNull(diverged.LastFiniteLoss);
        Assert.Contains("epoch 1, step 2; the last finite loss was", diverged.Message);
        Assert.DoesNotContain(true, net.Core.Trained.ToArray());

        Dataset bad = Dataset.Create().With("x", [float.NaN], 1).With("y", new float[1], 1);
        var first = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(Samples.LineNet(), bad));
        Assert.Null(first.LastFiniteLoss);
        Assert.Contains("Loss became NaN in epoch 1, step 1; no loss was finite before", first.Message);
    }

    [Fact]
    public void Progress_EndsEachEpochWithItsResult()
    {
        var reports = new ReportList();
        TrainingResult result = new Trainer(new Sgd(0.1)) { Epochs = 3, BatchSize = 8, Progress = reports }
            .Fit(Samples.LineNet(), Samples.Line(20));
        Assert.Equal(result.Epochs, reports.Select(report => report.Finished).OfType<EpochResult>());
        TrainingProgress last = reports[^1];
        Assert.Equal((3, 3, 3, 3), (last.Epoch, last.Epochs, last.Step, last.Steps));
        Assert.Equal(result.Last.TrainingLoss, last.Loss);
    }

    [Fact]
    public void WarmSteps_AllocateNothing()
    {
        long few = AllocationsOf(epochSteps: 10), many = AllocationsOf(epochSteps: 200);
        Assert.Equal(few, many);

        static long AllocationsOf(int epochSteps)
        {
            DenseChain net = Samples.QuarterNet();
            var trainer = new Trainer(new Adam()) { Epochs = 2, BatchSize = 2, Metrics = [new Accuracy()], Shuffle = false };
            Dataset data = Samples.Quarters(2 * epochSteps), validation = Samples.Quarters(2 * epochSteps);
            trainer.Fit(net, data, validation);
            WaitOnce();
            long before = GC.GetAllocatedBytesForCurrentThread();
            trainer.Fit(net, data, validation);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    // A thread's first wait on a monitor costs the run time some objects, and whether training has to wait for a batch is chance.
    private static void WaitOnce()
    {
        object gate = new();
        lock (gate)
        {
            Monitor.Wait(gate, TimeSpan.FromMilliseconds(1));
        }
    }

    [Fact]
    public void NumbersOutOfRange_AreRefusedByName()
    {
        var sgd = new Sgd(0.1);
        Assert.Throws<ArgumentOutOfRangeException>("Epochs", () => new Trainer(sgd) { Epochs = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("BatchSize", () => new Trainer(sgd) { BatchSize = -1 });
        Assert.Throws<ArgumentOutOfRangeException>("ValidationFraction", () => new Trainer(sgd) { ValidationFraction = 1 });
        Assert.Throws<ArgumentOutOfRangeException>("AccumulateSteps", () => new Trainer(sgd) { AccumulateSteps = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("AverageDecay", () => new Trainer(sgd) { AverageDecay = 1 });
        Assert.Throws<ArgumentOutOfRangeException>("patience", () => new EarlyStopping(0));
    }

    private sealed class ReportList : List<TrainingProgress>, IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => Add(value);
    }
}
