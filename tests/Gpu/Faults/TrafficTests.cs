using CompiledNets.Gpu.Tests.Training;

namespace CompiledNets.Gpu.Tests.Faults;

/// <summary>What a training copies, and that the copies keep their order however late they are.</summary>
public class TrafficTests
{
    [Fact]
    public void DataThatFit_AreBroughtOnce_AndLossesComeBackInBulk()
    {
        using var device = new FaultyDevice();
        INetwork network = device.Move(Classified.OnHost());
        var trainer = new Trainer(new Sgd(0.1) { MaxGradientNorm = 1 }) { Epochs = 4, BatchSize = 1, Scalars = Classified.Scalars };

        trainer.Fit(network, Classified.Data(70));

        // Two columns, the order at the start and of four epochs, and the parameters, the state and what the optimiser made.
        Assert.InRange(device.Counters.CopiesToDevice, 7, 12);
        // 70 losses an epoch: 32, 32 and 6. The state is looked at after each epoch, and parameters at the end.
        Assert.InRange(device.Counters.CopiesToHost, 12, 22);
    }

    [Fact]
    public void LossesOfValidation_ComeBackInBulk()
    {
        using var device = new FaultyDevice();
        INetwork network = device.Move(Classified.OnHost());
        var trainer = new Trainer(new Sgd(0.1)) { Epochs = 2, BatchSize = 1, Scalars = Classified.Scalars };

        trainer.Fit(network, Classified.Data(5), Classified.Data(70, seed: 8));

        // Two epochs: once for the training's losses, thrice for those of 70 batches, the state twice; the parameters of the best epoch and at the end.
        Assert.InRange(device.Counters.CopiesToHost, 8, 20);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void DataThatDoNotFit_AreBroughtBatchByBatch(bool profiling)
    {
        INetwork host = Classified.OnHost();
        using var device = new FaultyDevice(profiling);
        INetwork network = device.Move(host);
        device.Accelerator.Faults.MemoryLimit = device.Counters.BytesAllocated + 20_000;
        Dataset data = Classified.Data(200); // 6400 bytes: more than a quarter.

        TrainingResult result = Classified.Trainer().Fit(network, data);

        Assert.InRange(device.Counters.CopiesToDevice, 3 * 25 * 2, 3 * 25 * 2 + (3 * 25) + 10); // Metrics look at the data too.
        Classified.SameHistory(Classified.Trainer().Fit(host, data), result);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void StreamsThatRunAsLateAsTheyMay_ChangeNothing(bool profiling, bool isAugmented)
    {
        Dataset data = isAugmented ? Classified.Data().Augment("x", new Noise(), seed: 4) : Classified.Data();
        INetwork host = Classified.OnHost();
        using var device = new FaultyDevice(profiling);
        device.Accelerator.Checks.IsLazy = true;
        INetwork network = device.Move(host);

        Classified.SameHistory(Classified.Trainer().Fit(host, data), Classified.Trainer().Fit(network, data));
        Classified.SameParameters(host, network);
    }

    [Fact]
    public void Uploads_GoOnWhileKernelsRun()
    {
        using var device = new FaultyDevice();
        device.Accelerator.Checks.IsLazy = true;
        INetwork network = device.Move(Classified.OnHost());
        Objective loss = network.AllObjectives.Single();
        Dataset data = Classified.Data(24);
        var batch = new Compiler.Tests.EndToEnd.ArrayBatch(8, data.CopyFloats("x")[..(8 * Classified.Features)], data.CopyTokens("label")[..8], new[] { 1f });
        loss.QueueGradients(batch, 0);
        (int synchronizations, int waits) = (device.Counters.Synchronizations, device.Counters.MarkersWaitedFor);

        loss.QueueGradients(batch, 1);
        loss.QueueGradients(batch, 2);

        // The host waits for the uploads of each call, and of the kernels for those of the call before the last one: never for all of them.
        Assert.Equal((2, 2), (device.Counters.Synchronizations - synchronizations, device.Counters.MarkersWaitedFor - waits));
    }
}
