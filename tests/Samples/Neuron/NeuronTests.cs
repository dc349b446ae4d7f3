using CompiledNets.Tests.Support;

namespace CompiledNets.Tests.Samples.Neuron;

public sealed class NeuronTests : IDisposable
{
    private readonly SampleProgram program = new("Neuron");

    public void Dispose() => program.Dispose();

    [Fact]
    public void ANeuron_TellsBanknotesApartAndReportsIt()
    {
        CommandResult run = program.Run("--epochs", "20", "--report", "neuron.html").MustSucceed();
        Assert.Matches("^test accuracy: (1\\.0000|0\\.9[4-9]..)$", run.Output[^2]);
        string report = File.ReadAllText(Path.Combine(program.Folder, "neuron.html"));
        Assert.Contains("<svg ", report);
        Assert.Contains("forged", report);
        Assert.Contains("Dense", report);
        Assert.Contains("<td>20</td>", report);
    }
}
