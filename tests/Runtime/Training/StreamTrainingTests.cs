using System.Runtime.CompilerServices;

namespace CompiledNets.Tests.Training;

/// <summary>Training on data that come piece by piece.</summary>
public class StreamTrainingTests
{
    private static async IAsyncEnumerable<Dataset> Pieces(Dataset data, int size, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int start = 0; start < data.Count; start += size)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return data.Slice(start, Math.Min(size, data.Count - start));
        }
    }

    private static float[] Trained(Func<Trainer, DenseChain, TrainingResult> fit, Trainer trainer)
    {
        DenseChain net = Samples.QuarterNet();
        fit(trainer, net);
        return net.Core.Parameters.ToArray();
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(3, 10)]
    [InlineData(2, 200)]
    public void Stream_TrainsToTheSameBitsAsItsPiecesInMemory(int accumulate, int pieceSize)
    {
        Dataset data = Samples.Quarters(103), validation = Samples.Quarters(20, seed: 2);
        Trainer trainer() => new(new Adam(0.01)) { Epochs = 3, BatchSize = 8, Shuffle = false, AccumulateSteps = accumulate, Metrics = [new Accuracy()] };
        float[] expected = Trained((fitter, net) => fitter.Fit(net, data, validation), trainer());
        float[] actual = Trained((fitter, net) => fitter.Fit(net, Pieces(data, pieceSize), validation), trainer());
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void OnePiece_IsShuffledOtherwiseInEachEpoch_AndTheSameEachTime()
    {
        Dataset data = Samples.Quarters(40);
        var orders = new List<string>();
        for (int run = 0; run < 2; run++)
        {
            Trained((fitter, net) => fitter.Fit(net, Pieces(data, 40)), new Trainer(new Sgd(0.1)) { Epochs = 2, BatchSize = 40 });
            orders.Add(string.Join(",", Trained((fitter, net) => fitter.Fit(net, Pieces(data, 13)), new Trainer(new Sgd(0.1)) { Epochs = 2, BatchSize = 5 })));
        }

        Assert.Equal(orders[0], orders[1]);
        float[] unshuffled = Trained((fitter, net) => fitter.Fit(net, Pieces(data, 13)), new Trainer(new Sgd(0.1)) { Epochs = 2, BatchSize = 5, Shuffle = false });
        Assert.NotEqual(orders[0], string.Join(",", unshuffled));
    }

    [Fact]
    public void Progress_KnowsTheStepsAfterTheFirstEpoch()
    {
        var reports = new List<TrainingProgress>();
        var trainer = new Trainer(new Sgd(0.1)) { Epochs = 2, BatchSize = 8, Progress = new Recorder(reports) };
        TrainingResult result = trainer.Fit(Samples.QuarterNet(), Pieces(Samples.Quarters(20), 9));
        Assert.Equal(2, result.Epochs.Length);
        Assert.Equal([3, 3], reports.Where(report => report.Finished is not null).Select(report => report.Steps));
    }

    [Fact]
    public void StreamThatCanBeReadOnce_ServesOneEpoch_AndFailsInTheNext()
    {
        Dataset data = Samples.Quarters(20);
        new Trainer(new Sgd(0.1)) { Epochs = 1 }.Fit(Samples.QuarterNet(), new Once(Pieces(data, 9)));
        Assert.Contains("no samples in epoch 2", Assert.Throws<InvalidOperationException>(
            () => new Trainer(new Sgd(0.1)) { Epochs = 2 }.Fit(Samples.QuarterNet(), new Once(Pieces(data, 9)))).Message);
    }

    [Fact]
    public void WhatDoesNotFit_IsRefusedBeforeAnythingIsTrained()
    {
        DenseChain net = Samples.QuarterNet();
        Dataset data = Samples.Quarters(20);
        var trainer = new Trainer(new Sgd(0.1)) { Epochs = 1, BatchSize = 4 };
        Assert.Equal("The training data have no samples.", Message(() => trainer.Fit(net, Pieces(data[..0], 5))));
        Assert.Contains("which is missing", Message(() => trainer.Fit(net, Pieces(data.Rename("x", "y"), 5))));
        Assert.Contains("give Fit some", Message(() => new Trainer(new Sgd(0.1)) { Metrics = [new Accuracy()] }.Fit(net, Pieces(data, 5))));
        Assert.Contains("ValidationFraction", Message(() => new Trainer(new Sgd(0.1)) { ValidationFraction = 0.2 }.Fit(net, Pieces(data, 5))));
        Assert.Equal(0UL, net.Core.Counter);
        Assert.Contains("'x'", Message(() => trainer.Fit(net, Changing(data))));
    }

    [Fact]
    public void WhatReadingThrows_FitThrows_AndCancellationEndsTheWait()
    {
        var trainer = new Trainer(new Sgd(0.1)) { Epochs = 1, BatchSize = 4 };
        Assert.Equal("torn", Assert.Throws<IOException>(() => trainer.Fit(Samples.QuarterNet(), Torn())).Message);

        using var cancellation = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => trainer.Fit(Samples.QuarterNet(), Endless(cancellation), null, cancellation.Token));
    }

    private static string Message(Action action) => Assert.Throws<ArgumentException>(action).Message;

    private static async IAsyncEnumerable<Dataset> Changing(Dataset data)
    {
        await Task.Yield();
        yield return data;
        yield return data.Rename("x", "z");
    }

    private static async IAsyncEnumerable<Dataset> Torn()
    {
        await Task.Yield();
        yield return Samples.Quarters(6);
        throw new IOException("torn");
    }

    private static async IAsyncEnumerable<Dataset> Endless(
        CancellationTokenSource cancellation, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return Samples.Quarters(6);
        cancellation.CancelAfter(20);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private sealed class Recorder(List<TrainingProgress> reports) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => reports.Add(value);
    }

    /// <summary>A stream that has nothing to give when it is opened again.</summary>
    private sealed class Once(IAsyncEnumerable<Dataset> pieces) : IAsyncEnumerable<Dataset>
    {
        private bool isRead;

        public async IAsyncEnumerator<Dataset> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            if (isRead)
            {
                yield break;
            }

            isRead = true;
            await foreach (Dataset piece in pieces.WithCancellation(cancellationToken))
            {
                yield return piece;
            }
        }
    }
}
