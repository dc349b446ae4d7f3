using ILGPU.StandIn;

namespace ILGPU.Runtime;

/// <summary>Work in order, on a host thread of its own: streams run beside each other and beside the host.</summary>
public sealed class AcceleratorStream : IDisposable
{
    private readonly WorkQueue queue;
    private GroupRun? groups;

    internal AcceleratorStream(Accelerator accelerator, int index)
    {
        Accelerator = accelerator;
        queue = new WorkQueue(accelerator, index);
    }

    public Accelerator Accelerator { get; }

    /// <summary>What runs kernels; of the stream's thread alone.</summary>
    internal GroupRun Groups => groups ??= new GroupRun(Accelerator.MaxSharedMemoryPerGroup);

    /// <summary>Waits for everything asked so far, and throws what went wrong in it.</summary>
    public void Synchronize()
    {
        Accelerator.Counters.Synchronizations++;
        queue.Synchronize();
    }

    public ProfilingMarker AddProfilingMarker() => Accelerator.Context.Properties.EnableProfiling
        ? new ProfilingMarker(Accelerator, queue)
        : throw new NotSupportedException("Profiling markers need a context of Profiling().");

    public Task SynchronizeAsync() => Task.Run(Synchronize);

    internal WorkQueue Queue => queue;
    internal void Add(Work work) => queue.Add(work);
    internal void Drain() => queue.Drain();

    internal void Stop()
    {
        queue.Stop();
        groups?.Dispose();
        groups = null;
    }

    public void Dispose()
    {
        Drain();
        Stop();
    }
}
