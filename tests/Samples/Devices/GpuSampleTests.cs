using System.Globalization;

namespace CompiledNets.Tests.Samples.Devices;

/// <summary>The sample of accelerators, on the tests' stand-in for one.</summary>
public sealed class GpuSampleTests
{
    [Fact]
    public void BothNetworks_TrainOnTheDevice_AndTellTheirSpeed()
    {
        Environment.SetEnvironmentVariable("ILGPU_STANDIN_RACES", "0"); // Whole networks are too much to be watched.
        using SampleProgram program = new("Gpu");
        string[] output = program.Run("--epochs", "1", "--samples", "2", "--report", "report.html").MustSucceed().Output;

        Assert.Contains("device: Stand-in CUDA device", output);
        foreach (string network in (string[])["digits", "chargpt"])
        {
            Assert.InRange(Figure(output, $"{network}: validation loss"), 0.1, 6);
            Assert.InRange(Figure(output, $"{network}: steps per second"), 1e-3, 1e5);
            Assert.InRange(Figure(output, $"{network}: launches per step"), 20, 400);
        }
    }

    private static double Figure(string[] output, string name) =>
        double.Parse(output.Single(line => line.StartsWith(name + ": ", StringComparison.Ordinal)).Split(": ")[2], CultureInfo.InvariantCulture);
}
