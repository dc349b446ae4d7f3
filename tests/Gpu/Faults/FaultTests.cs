using CompiledNets.Gpu.Tests.Training;

namespace CompiledNets.Gpu.Tests.Faults;

/// <summary>Whatever a device does, the host's network and the last checkpoint are as they were.</summary>
public class FaultTests
{
    [Theory]
    [InlineData(0.03)]
    [InlineData(0.4)]
    [InlineData(0.98)]
    public void ADeviceThatIsLostInAFit_LosesNothingOfTheCheckpoint(double share)
    {
        string path = Path.Combine(Path.GetTempPath(), $"lost-{Guid.NewGuid():N}.safetensors");
        Dataset data = Classified.Data(), validation = Classified.Data(19, seed: 8);
        Trainer Trainer() => new(new Adam(0.02))
        {
            Epochs = 5, BatchSize = 8, Scalars = Classified.Scalars, Metrics = [new Accuracy()], CheckpointPath = path, Resume = true,
        };
        try
        {
            INetwork host = Classified.OnHost();
            float[] before = host.Core.Parameters.ToArray();
            using var whole = new FaultyDevice();
            INetwork undisturbed = whole.Move(host);
            whole.Accelerator.Faults.LoseDeviceAfter = int.MaxValue;
            TrainingResult expected = Trainer().Fit(undisturbed, data, validation);
            int operations = int.MaxValue - whole.Accelerator.Faults.LoseDeviceAfter;
            File.Delete(path);

            using (var lost = new FaultyDevice())
            using (var network = (IDisposable)lost.Move(host))
            {
                lost.Accelerator.Faults.LoseDeviceAfter = (int)(share * operations);
                var exception = Assert.Throws<DeviceFailedException>(() => Trainer().Fit((INetwork)network, data, validation));
                Assert.Equal("Stand-in CUDA device", exception.Device);
                Assert.Contains("the device was lost", exception.Message, StringComparison.Ordinal);
            }

            Assert.Equal(before, host.Core.Parameters.ToArray());
            using var other = new FaultyDevice();
            TrainingResult resumed = Trainer().Fit(other.Move(host), data, validation);
            Assert.Equal(expected.Epochs.Select(Losses), resumed.Epochs.Select(Losses));
        }
        finally
        {
            File.Delete(path);
        }

        static (double, double?) Losses(EpochResult epoch) => (epoch.TrainingLoss, epoch.ValidationLoss);
    }

    [Fact]
    public void ADeviceThatIsLost_SaysSoWhateverIsAsked()
    {
        INetwork host = Classified.OnHost();
        using var device = new FaultyDevice();
        using var network = (IDisposable)device.Move(host);
        Objective loss = ((INetwork)network).AllObjectives.Single();
        var batch = new Compiler.Tests.EndToEnd.ArrayBatch(1, new float[Classified.Features], new[] { 1 }, new[] { 1f });
        loss.Gradients(batch);
        device.Accelerator.Faults.LoseDeviceAfter = 0;

        Assert.Throws<DeviceFailedException>(() => loss.Evaluate(batch));
        Assert.Throws<DeviceFailedException>(() => loss.Gradients(batch));
        Assert.Throws<DeviceFailedException>(() => loss.QueueGradients(batch, 0));
        Assert.Throws<DeviceFailedException>(() => new Adam(0.1).Step((INetwork)network));
        Assert.Throws<DeviceFailedException>(() => ((INetwork)network).Core.Gradients.ToArray());
        Assert.Throws<DeviceFailedException>(() => device.Move(host));
    }

    [Fact]
    public void TooLittleMemory_IsToldWithWhatItWasFor()
    {
        INetwork host = Classified.OnHost();
        float[] before = host.Core.Parameters.ToArray();
        using var device = new FaultyDevice();
        device.Accelerator.Faults.MemoryLimit = 600;
        Assert.Contains("has no room for", Assert.Throws<InsufficientMemoryException>(() => device.Move(host)).Message, StringComparison.Ordinal);
        Assert.Equal(0, device.Counters.BytesAllocated);

        device.Accelerator.Faults.MemoryLimit = 20_000;
        using var network = (IDisposable)device.Move(host);
        Objective loss = ((INetwork)network).AllObjectives.Single();
        var large = new Compiler.Tests.EndToEnd.ArrayBatch(999, new float[999 * Classified.Features], new int[999], new[] { 1f });
        var exception = Assert.Throws<InsufficientMemoryException>(() => loss.Gradients(large));
        Assert.Contains("use smaller batches", exception.Message, StringComparison.Ordinal);

        // Smaller ones do.
        var small = new Compiler.Tests.EndToEnd.ArrayBatch(2, new float[2 * Classified.Features], new int[2], new[] { 1f });
        Assert.True(float.IsFinite(loss.Gradients(small)));
        Assert.Equal(before, host.Core.Parameters.ToArray());
    }
}
