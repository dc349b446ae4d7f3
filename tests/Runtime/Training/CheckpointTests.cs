namespace CompiledNets.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("checkpoint");

    private string Path => System.IO.Path.Combine(folder.FullName, "run.safetensors");

    public void Dispose() => folder.Delete(recursive: true);

    private Trainer Trainer(Optimizer optimizer, int epochs, bool resume = true, EarlyStopping? stopping = null) => new(optimizer)
    {
        Epochs = epochs, BatchSize = 9, CheckpointPath = Path, Resume = resume, Metrics = [new Accuracy()], EarlyStopping = stopping,
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AResumedTraining_EndsWithTheSameBits(bool restoresBest)
    {
        EarlyStopping? stopping = restoresBest ? new EarlyStopping(patience: 100) : null;
        Dataset data = Samples.Quarters(50), validation = Samples.Quarters(20, seed: 2);
        DenseChain whole = Samples.QuarterNet();
        TrainingResult expected = Trainer(NewOptimizer(), 6, resume: false, stopping).Fit(whole, data, validation);
        File.Delete(Path);

        Trainer(NewOptimizer(), 4, resume: true, stopping).Fit(Samples.QuarterNet(), data, validation);
        DenseChain resumed = Samples.QuarterNet();
        TrainingResult result = Trainer(NewOptimizer(), 6, resume: true, stopping).Fit(resumed, data, validation);

        Assert.Equal(whole.Core.Parameters, resumed.Core.Parameters);
        Assert.Equal(whole.Core.State, resumed.Core.State);
        Assert.Equal(whole.Core.Counter, resumed.Core.Counter);
        Assert.Equal(expected.BestEpoch, result.BestEpoch);
        Assert.Equal(Numbers(expected), Numbers(result));

        static Optimizer NewOptimizer() => new AdamW(0.3) { Schedule = new CosineDecay(40), MaxGradientNorm = 1 };

        static IEnumerable<(double, double?, double)> Numbers(TrainingResult result) =>
            result.Epochs.Select(epoch => (epoch.TrainingLoss, epoch.ValidationLoss, epoch.Metric("Accuracy")));
    }

    public static TheoryData<string> Rules => ["Adagrad", "Adamax", "NAdam", "Lion"];

    [Theory]
    [MemberData(nameof(Rules))]
    public void AResumedTraining_HasAverageScheduleAndAccumulationToo(string rule)
    {
        Dataset data = Samples.Quarters(50), validation = Samples.Quarters(20, seed: 2);
        DenseChain whole = Samples.QuarterNet(), resumed = Samples.QuarterNet();
        Fit(whole, epochs: 7);
        File.Delete(Path);
        Fit(Samples.QuarterNet(), epochs: 3);
        Fit(Samples.QuarterNet(), epochs: 5);
        TrainingResult result = Fit(resumed, epochs: 7);

        Assert.Equal(whole.Core.Parameters, resumed.Core.Parameters);
        Assert.Equal(whole.Core.State, resumed.Core.State);
        Assert.NotEqual(result.Epochs[0].LearningRate, result.Last.LearningRate);

        TrainingResult Fit(DenseChain net, int epochs) => new Trainer(NewOptimizer())
        {
            Epochs = epochs, BatchSize = 6, AccumulateSteps = 2, AverageDecay = 0.8, CheckpointPath = Path, Resume = true,
        }.Fit(net, data, validation);

        Optimizer NewOptimizer() => rule switch
        {
            "Adagrad" => new Adagrad(1, 0.1, initialAccumulator: 0.5) { Schedule = Plateau(), Groups = Groups() },
            "Adamax" => new Adamax(0.5) { Schedule = Plateau(), Groups = Groups() },
            "NAdam" => new NAdam(0.5) { Schedule = Plateau(), Groups = Groups() },
            _ => new Lion(0.1) { Schedule = Plateau(), Groups = Groups() },
        };

        // A threshold that nothing passes lowers the rate at every second epoch.
        static LearningRateSchedule Plateau() => new WarmUp(2, new ReduceOnPlateau(0.5, patience: 1, threshold: 0.99));

        static ParameterGroup[] Groups() => [new("head", rateFactor: 0.3), new("*.bias", weightDecay: 0.1)];
    }

    [Theory]
    [InlineData(1, 15)]
    [InlineData(1, 6)]  // an epoch's last batch
    [InlineData(3, 15)] // between the batches of a step, which is made first
    public void ACancelledTraining_GoesOnFromItsLastStep(int accumulate, ulong calls)
    {
        DenseChain whole = Samples.QuarterNet(), cancelled = Samples.QuarterNet(), resumed = Samples.QuarterNet();
        Dataset data = Samples.Quarters(50);
        TrainingResult expected = new Trainer(NewOptimizer()) { Epochs = 4, BatchSize = 9, AccumulateSteps = accumulate }.Fit(whole, data);
        using var source = new CancellationTokenSource();
        cancelled.OnGradients = call =>
        {
            if (call == calls)
            {
                source.Cancel();
            }
        };
        Assert.Throws<OperationCanceledException>(() => Fit(cancelled, source.Token));
        ulong made = 0;
        resumed.OnGradients = _ => made++;
        TrainingResult result = Fit(resumed, CancellationToken.None);

        ulong finished = accumulate == 1 ? calls : 15; // of 24: an epoch has 6 batches, so the step of the 15th is complete
        Assert.Equal(24 - finished, made);
        Assert.Equal(whole.Core.Parameters, resumed.Core.Parameters);
        Assert.Equal(whole.Core.Counter, resumed.Core.Counter);
        Assert.Equal(expected.Epochs.Select(epoch => epoch.TrainingLoss), result.Epochs.Select(epoch => epoch.TrainingLoss));

        TrainingResult Fit(DenseChain net, CancellationToken token) => new Trainer(NewOptimizer())
        {
            Epochs = 4, BatchSize = 9, AccumulateSteps = accumulate, CheckpointPath = Path, Resume = true,
        }.Fit(net, data, cancellationToken: token);

        static Optimizer NewOptimizer() => new RmsProp(0.001, momentum: 0.5, centered: true);
    }

    [Fact]
    public void AnIntervalThatIsOver_SavesWithinTheEpoch()
    {
        DenseChain whole = Samples.QuarterNet(), crashed = Samples.QuarterNet(), resumed = Samples.QuarterNet();
        new Trainer(new Adam()) { Epochs = 1, BatchSize = 9 }.Fit(whole, Samples.Quarters(50));
        crashed.OnGradients = call => { if (call == 5) { throw new InvalidOperationException("power cut"); } };
        Trainer Often() => new(new Adam()) { Epochs = 1, BatchSize = 9, CheckpointPath = Path, Resume = true, CheckpointInterval = TimeSpan.Zero };
        Assert.Throws<InvalidOperationException>(() => Often().Fit(crashed, Samples.Quarters(50)));
        ulong made = 0;
        resumed.OnGradients = _ => made++;
        Often().Fit(resumed, Samples.Quarters(50));
        Assert.Equal(2UL, made);
        Assert.Equal(whole.Core.Parameters, resumed.Core.Parameters);
    }

    [Fact]
    public void AHalfEpochOfOtherBatches_IsRefused()
    {
        using var source = new CancellationTokenSource();
        DenseChain net = Samples.QuarterNet();
        net.OnGradients = _ => source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Trainer(new Adam(), 2).Fit(net, Samples.Quarters(50), cancellationToken: source.Token));
        var other = new Trainer(new Adam()) { BatchSize = 10, CheckpointPath = Path, Resume = true };
        Assert.Contains(
            "batch size is 9, here it is 10", Assert.Throws<NetworkFileException>(() => other.Fit(Samples.QuarterNet(), Samples.Quarters(50))).Message);
    }

    [Fact]
    public void AFinishedTraining_StaysAsItIs()
    {
        DenseChain net = Samples.QuarterNet(), again = Samples.QuarterNet();
        TrainingResult result = Trainer(new Adam(), 2).Fit(net, Samples.Quarters(50));
        Assert.Equal(result.Epochs.Length, Trainer(new Adam(), 2).Fit(again, Samples.Quarters(50)).Epochs.Length);
        Assert.Equal(net.Core.Parameters, again.Core.Parameters);
    }

    [Fact]
    public void WithoutResume_TrainingBeginsAnew()
    {
        Trainer(new Adam(), 2).Fit(Samples.QuarterNet(), Samples.Quarters(50));
        DenseChain net = Samples.QuarterNet();
        Trainer(new Adam(), 2, resume: false).Fit(net, Samples.Quarters(50));
        Assert.Equal(100, net.Core.State[0]);
    }

    [Fact]
    public void ACheckpoint_IsAlsoAFileOfTheNetwork()
    {
        DenseChain net = Samples.QuarterNet(), loaded = Samples.QuarterNet(seed: 2);
        Trainer(new Adam(), 1).Fit(net, Samples.Quarters(50));
        LoadReport report = NetworkFiles.Load(loaded, Path, strict: false);
        Assert.Empty(report.Missing);
        Assert.Contains("optimizer/exp_avg/hidden.weight", report.Unexpected);
        Assert.Equal(net.Core.Parameters, loaded.Core.Parameters);
    }

    [Fact]
    public void TheCheckpointOfAnotherTraining_IsRefusedAndChangesNothing()
    {
        Trainer(new Adam(), 1).Fit(Samples.QuarterNet(), Samples.Quarters(50));
        AssertRefused("optimiser is Adam, here it is Sgd", new Sgd(0.1), Samples.QuarterNet());
        AssertRefused("seed of the network is 1, here it is 2", new Adam(), Samples.QuarterNet(seed: 2));
        AssertRefused("tensor 'hidden.weight' is (17,2)", new Adam(), new DenseChain(2, 16, 4, classifies: true));
        AssertRefused("best epoch to return to is 0, here it is 1", new Adam(), Samples.QuarterNet(), new EarlyStopping());

        AssertRefused(
            "schedule's memory is empty, here it is 4 numbers", new Adam { Schedule = new ReduceOnPlateau() }, Samples.QuarterNet());
        Trainer averaging = new(new Adam()) { CheckpointPath = Path, Resume = true, AverageDecay = 0.9 };
        Assert.Contains(
            "average of parameters is absent, here it is kept",
            Assert.Throws<NetworkFileException>(() => averaging.Fit(Samples.QuarterNet(), Samples.Quarters(50))).Message);

        NetworkFiles.Save(Samples.QuarterNet(), Path);
        AssertRefused("is no checkpoint", new Adam(), Samples.QuarterNet());
        File.WriteAllText(Path, "hello, world");
        AssertRefused("no safetensors file", new Adam(), Samples.QuarterNet());
    }

    [Fact]
    public void OtherMomentsThanSaved_AreNamed()
    {
        Trainer(new RmsProp(), 1).Fit(Samples.QuarterNet(), Samples.Quarters(50));
        AssertRefused("'optimizer/grad_avg/hidden.weight' is missing", new RmsProp(centered: true), Samples.QuarterNet());
    }

    private void AssertRefused(string problem, Optimizer optimizer, DenseChain net, EarlyStopping? stopping = null)
    {
        float[] before = net.Core.Parameters.ToArray();
        Trainer trainer = Trainer(optimizer, 2, resume: true, stopping);
        var error = Assert.Throws<NetworkFileException>(() => trainer.Fit(net, Samples.Quarters(50)));
        Assert.Contains(problem, error.Message);
        Assert.Contains(Path, error.Message);
        Assert.Equal(before, net.Core.Parameters);
        Assert.Equal(0, optimizer.StateOf(net.Core).Steps);
    }
}
