namespace CompiledNets.Gpu.Tests.Training;

/// <summary>A trainer does on a device what it does on the host, wherever the data come from.</summary>
public class FitTests
{
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 3)]
    public void AFit_HasTheHostsLosses(bool shuffle, int accumulate)
    {
        TrainingResult Fit(INetwork network) => new Trainer(new Adam(0.02))
        {
            Epochs = 3,
            BatchSize = 8,
            Shuffle = shuffle,
            AccumulateSteps = accumulate,
            Metrics = [new Accuracy()],
            Scalars = Classified.Scalars,
        }.Fit(network, Classified.Data(), Classified.Data(19, seed: 8));

        AssertSame(Fit);
    }

    [Fact]
    public void AugmentedData_AreBroughtBatchByBatch()
    {
        Dataset data = Classified.Data().Augment("x", new Noise(), seed: 4);
        AssertSame(network => Classified.Trainer().Fit(network, data));
    }

    [Fact]
    public void AStream_IsBroughtBatchByBatch()
    {
        AssertSame(network => Classified.Trainer().Fit(network, Pieces(), Classified.Data(19, seed: 8)));

        static async IAsyncEnumerable<Dataset> Pieces()
        {
            for (int piece = 0; piece < 4; piece++)
            {
                yield return await Task.FromResult(Classified.Data(11 + piece, seed: piece));
            }
        }
    }

    [Fact]
    public void AnAverage_StaysThere() => AssertSame(network => new Trainer(new Sgd(0.1))
    {
        Epochs = 2,
        BatchSize = 8,
        AverageDecay = 0.9,
        Scalars = Classified.Scalars,
    }.Fit(network, Classified.Data(), Classified.Data(19, seed: 8)));

    [Theory]
    [InlineData(0.05)]
    [InlineData(100)]
    public void Clipping_WaitsForNoNorm(double limit) => AssertSame(network => Classified.Trainer(
        new Sgd(0.2) { MaxGradientNorm = limit, Groups = [new ParameterGroup("score.0.*", rateFactor: 0.5)] }).Fit(network, Classified.Data()));

    [Fact]
    public void ManyBatches_AreAddedUpInTheirOrder() => AssertSame(network => new Trainer(new Sgd(0.05))
    {
        Epochs = 2,
        BatchSize = 1,
        Scalars = Classified.Scalars,
    }.Fit(network, Classified.Data(77)));

    [Fact]
    public void ALossThatIsNoNumber_IsToldWithItsStep()
    {
        Dataset data = Classified.Data(24);
        float[] x = data.CopyFloats("x");
        x[20 * Classified.Features] = float.NaN;
        data = Dataset.Create().With("x", x, Classified.Features).With("label", data.CopyTokens("label"));
        var trainer = new Trainer(new Sgd(0.1)) { BatchSize = 4, Shuffle = false, Scalars = Classified.Scalars };
        INetwork host = Classified.OnHost(), device = TestDevice.Move(host);

        TrainingDivergedException expected = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(host, data));
        TrainingDivergedException actual = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(device, data));

        Assert.Equal((1, 6), (actual.Epoch, actual.Step));
        Assert.Equal((expected.Epoch, expected.Step), (actual.Epoch, actual.Step));
        Assert.Equal(expected.LastFiniteLoss!.Value, actual.LastFiniteLoss!.Value, 1e-5f);
        Assert.All(device.Core.Gradients.ToArray(), gradient => Assert.Equal(0, gradient));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ATokenOutOfRange_IsRefused(bool isAugmented)
    {
        Dataset data = Dataset.Create().With("x", new float[9 * Classified.Features], Classified.Features).With("label", [0, 1, 2, 0, 1, 2, 0, 3, 2]);
        data = isAugmented ? data.Augment("x", new Noise(), seed: 4) : data;
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Classified.Trainer().Fit(TestDevice.Move(Classified.OnHost()), data));
        Assert.Equal("label", exception.ParamName);
        Assert.Contains("is 3, but must be from 0 to 2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_SeesTheLossesSoFar()
    {
        var seen = new List<TrainingProgress>();
        var trainer = new Trainer(new Sgd(0.1)) { Epochs = 2, BatchSize = 5, Scalars = Classified.Scalars, Progress = new Seen(seen) };
        TrainingResult result = trainer.Fit(TestDevice.Move(Classified.OnHost()), Classified.Data());
        Assert.Equal(result.Epochs.Select(epoch => epoch.TrainingLoss), seen.Where(report => report.Finished is not null).Select(report => report.Loss));
        Assert.All(seen, report => Assert.InRange(report.Loss, 0.1, 3));
    }

    private static void AssertSame(Func<INetwork, TrainingResult> fit)
    {
        INetwork host = Classified.OnHost(), device = TestDevice.Move(host);
        Classified.SameHistory(fit(host), fit(device));
        Classified.SameParameters(host, device);
        using ((IDisposable)device)
        {
            Assert.Equal(host.Core.Counter, device.Core.Counter);
        }
    }

    private sealed class Seen(List<TrainingProgress> reports) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => reports.Add(value);
    }
}
