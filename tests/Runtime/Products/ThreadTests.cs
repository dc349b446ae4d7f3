using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

/// <summary>Tests that set <see cref="WorkPool.Threads"/>: it is put back after each of them.</summary>
[Collection(nameof(UsesThreads))]
public abstract class ThreadTests : IDisposable
{
    private readonly int before = WorkPool.Threads;

    /// <summary>The instruction sets of this machine, narrowest first.</summary>
    private protected static IEnumerable<SimdLevel> Levels => Enum.GetValues<SimdLevel>().Where(level => level <= SimdLevels.Best);

    public void Dispose()
    {
        WorkPool.Threads = before;
        GC.SuppressFinalize(this);
    }
}
