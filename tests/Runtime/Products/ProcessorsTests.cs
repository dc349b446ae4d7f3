using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

public sealed class ProcessorsTests
{
    private static string[] Allowed => OperatingSystem.IsLinux()
        ? [.. File.ReadLines("/proc/thread-self/status").Where(line => line.StartsWith("Cpus_allowed", StringComparison.Ordinal))]
        : [];

    [Fact]
    public void ThreadThatLeavesItsProcessor_RunsOnAnotherAndMayRunAnywhere()
    {
        string[] allowed = Allowed;
        bool moved = false;
        for (int round = 0; round < 50; round++)
        {
            int processor = Processors.Current;
            Processors.Leave(processor);
            moved |= Processors.Current != processor;
        }

        Assert.Equal(Processors.Current >= 0 && Environment.ProcessorCount > 1, moved);
        Assert.Equal(allowed, Allowed);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    public void ProcessorThatDoesNotExist_IsLeftAlready(int processor)
    {
        string[] allowed = Allowed;
        Processors.Leave(processor);
        Assert.Equal(allowed, Allowed);
    }
}
